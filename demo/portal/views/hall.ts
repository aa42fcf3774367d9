/** The main page (figure 1.6 of the user manual). */
import { html } from 'hono/html';
import { SERVICES, type Service } from '../services.ts';
import { inPhrases } from '../../shared/phrases.ts';
import type { Session } from '../../shared/sessions.ts';
import type { Standing } from '../../shared/standing.ts';
import { certificationCall } from './call.ts';
import { demoData } from './demo-data.ts';
import { icon, type Html } from './html.ts';
import { gate, layout, type Site } from './layout.ts';

const card = (service: Service) =>
  html`<li>
    <a class="service" href="/services/${service.id}" data-business="${service.name}">
      <span class="service-icon">${icon(service.icon)}</span>
      <strong>${service.name}</strong>
      <span>${inPhrases(service.summary)}</span>
    </a>
  </li>`;

/** portal.js keeps its state true: once the unit is certified, it is not shown. */
const guide = (title: string, steps: string[]) => (status: Standing['status']) =>
  html`<section class="panel guide" aria-labelledby="guide-title" data-certification="${status ?? 'unknown'}">
    <h2 id="guide-title">${title}</h2>
    <ol class="steps">
      ${steps.map((step) => html`<li>${step}</li>`)}
    </ol>
  </section>`;

const GUIDES = {
  administrator: guide('怎样完成实名认证', [
    '准备营业执照等登记证书和法定代表人的证件。',
    '在主页点击“立即认证”，或右上角“单位设置”→“认证中心”。',
    '与登记信息一致，当场通过，马上可以办理业务。',
  ]),
  operator: guide('经办人怎样办理业务', [
    '请管理员用自己的账号登录，完成单位实名认证。',
    '认证后，经办人不用认证，刷新页面就可以办理。',
    '认证进展看页面上方，随时更新。',
  ]),
};

export interface HallPage {
  standing: Standing;
  /** What has just been done. */
  notice: string | undefined;
}

export function hallPage(site: Site, session: Session, { standing, notice }: HallPage): Html {
  const { unit, role } = session.account;
  return layout(site, {
    title: '主页',
    kind: 'hall',
    styles: ['hall.css', 'call.css'],
    session,
    standing,
    body: html`<section class="banner">
        <div class="banner-inner">
          <p class="eyebrow">您好，${role === 'administrator' ? '管理员' : '经办人'}</p>
          <h1>${unit.name}</h1>
          <p class="banner-code">单位代码 <span class="code">${unit.code}</span></p>
          ${notice ? html`<p class="notice" role="status">${icon('check')}${notice}</p>` : ''}
        </div>
      </section>
      <div class="columns">
        ${certificationCall(session, standing)}
        <section aria-labelledby="services-title" class="panel">
          <h2 id="services-title">单位业务</h2>
          <ul class="services">
            ${SERVICES.map(card)}
          </ul>
        </section>
        <div class="side">
          ${demoData(session.account, standing)}
          ${standing.status === 'certified' ? '' : GUIDES[role](standing.status)}
        </div>
      </div>
      ${gate('.service', site, session, standing, '/settings/certification?continue={resume}')}`,
  });
}
