/** Demo only: a phone that gets every SMS, so that a code can be read without a real one. */
import { Hono } from 'hono';
import { html } from 'hono/html';
import { type Html, layout } from './layout.ts';
import { type Portal, visitorOf } from './portal.ts';

/** `phone.js` lists them. */
export const messages = (): Html =>
  html`<ol class="messages" data-messages aria-live="polite"></ol>
    <p class="muted">还没有短信</p>`;

export function phonePage(portal: Portal): Hono {
  const app = new Hono();
  app.get('/phone/messages', (c) => c.json({ messages: portal.phone.messages() }));
  app.get('/phone', (c) =>
    c.html(
      layout(visitorOf(portal, c), {
        title: '演示手机',
        scripts: ['phone.js'],
        body: html`<div class="inner narrow">
          <nav class="path" aria-label="当前位置"><a href="/">主页</a> <span>演示手机</span></nav>
          <h1>演示手机</h1>
          <section class="card demo">
            <p>所有号码的短信都到这里，不会真的发出。在注册页点“获取验证码”后，几秒内就会收到。</p>
            ${messages()}
          </section>
        </div>`,
      }),
    ),
  );
  return app;
}
