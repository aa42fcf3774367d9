/** The certification centre (figures 1.7 and 1.8): the three kinds and their states. */
import { html } from 'hono/html';
import type { Session } from '../sessions.ts';
import { demoData } from './demo-data.ts';
import { certificationState, icon, type Html } from './html.ts';
import { layout, type Site } from './layout.ts';

export const centrePage = (site: Site, session: Session): Html =>
  layout(site, {
    title: '认证中心',
    kind: 'hall',
    styles: ['hall.css', 'pages.css'],
    scripts: ['centre.js'],
    session,
    body: html`<div class="columns page">
      <section aria-labelledby="centre-title">
        <nav class="path" aria-label="当前位置"><a href="/">主页</a><span>单位设置</span></nav>
        <h1 id="centre-title">认证中心</h1>
        <ul class="kinds">
          <li>
            ${icon('phone')}
            <div>
              <h2>手机认证</h2>
              <p>注册时已完成，无需再次办理。</p>
            </div>
            <span class="state" data-certification="certified">${icon('check')}已认证</span>
          </li>
          <li>
            ${icon('shield')}
            <div>
              <h2>实名认证</h2>
              <p data-real-name-about>核对法定代表人信息与工商登记是否一致，通过后即可办理业务。</p>
            </div>
            <span class="kind-end">
              <span class="state" data-certification="unknown">${certificationState()}</span>
              <button type="button" class="primary" data-certify hidden>立即认证</button>
            </span>
          </li>
          <li>
            ${icon('face')}
            <div>
              <h2>实人认证</h2>
              <p>目前无需办理。</p>
            </div>
            <span class="state" data-certification="closed">${icon('clock')}暂未开通</span>
          </li>
        </ul>
      </section>
      <div class="side">${demoData(session.account)}</div>
    </div>`,
  });
