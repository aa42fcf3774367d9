/** A phone with its messages, so that a code can be read without a real one. Its script asks for them once a second. */
import { html } from 'hono/html';
import type { Html } from './html.ts';
import type { Site } from './layout.ts';

export const phonePage = ({ assets, appearance }: Site): Html =>
  html`<!doctype html>
    <html lang="zh-Hans" data-appearance="${appearance}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>演示手机</title>
        <link rel="icon" href="${assets.address('emblem.svg')}" type="image/svg+xml" />
        <link rel="stylesheet" href="${assets.address('base.css')}" />
        <link rel="stylesheet" href="${assets.address('demo.css')}" />
        <link rel="stylesheet" href="${assets.address('phone.css')}" />
        <script type="module" src="${assets.address('phone.js')}"></script>
      </head>
      <body class="phone">
        <main>
          <header>
            <h1>短信</h1>
            <p>演示手机：所有号码的短信都到这里，不会真的发出。</p>
          </header>
          <p class="empty" data-empty>还没有短信。在注册页点“获取验证码”后，几秒内就会收到。</p>
          <p class="trouble" data-trouble role="status" hidden>连接中断，恢复后自动刷新。</p>
          <ol data-messages aria-live="polite" aria-label="短信，最新的在最前"></ol>
        </main>
      </body>
    </html>`;
