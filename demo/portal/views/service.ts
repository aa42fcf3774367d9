/** A business: a short form, and the receipt after it. */
import { html } from 'hono/html';
import type { Service, ServiceField } from '../services.ts';
import type { Session } from '../sessions.ts';
import { icon, type Html } from './html.ts';
import { layout, type Site } from './layout.ts';

export interface ServiceForm {
  values: Record<string, string>;
  errors: Record<string, string>;
}

const field = ({ name, label, hint, type }: ServiceField, { values, errors }: ServiceForm) => {
  const error = errors[name];
  const described = [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ');
  return html`<div class="field">
    <label class="label" for="${name}">${label}</label>
    ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
    <input
      id="${name}"
      name="${name}"
      type="text"
      value="${values[name] ?? ''}"
      maxlength="60"
      ${type === 'number' ? html`inputmode="numeric"` : ''}
      ${error ? html`aria-invalid="true"` : ''}
      ${described ? html`aria-describedby="${described}"` : ''}
    />
    ${error ? html`<p class="error" id="${name}-error">${icon('alert')}${error}</p>` : ''}
  </div>`;
};

const path = (service: Service) =>
  html`<nav class="path" aria-label="当前位置"><a href="/">主页</a><span>${service.group}</span></nav>`;

export const servicePage = (site: Site, session: Session, service: Service, form: ServiceForm): Html =>
  layout(site, {
    title: service.name,
    kind: 'hall',
    styles: ['hall.css', 'pages.css'],
    session,
    body: html`<div class="narrow page">
      ${path(service)}
      <h1>${service.name}</h1>
      <p class="lead">${service.summary}。</p>
      <form method="post" action="/services/${service.id}" class="panel business">
        <p class="hint">办理单位：${session.account.unit.name}</p>
        ${service.fields.map((each) => field(each, form))}
        <button type="submit" class="primary">提交申请</button>
      </form>
    </div>`,
  });

export const receiptPage = (site: Site, session: Session, service: Service, receipt: string): Html =>
  layout(site, {
    title: `${service.name}已提交`,
    kind: 'hall',
    styles: ['hall.css', 'pages.css'],
    session,
    body: html`<div class="narrow page">
      ${path(service)}
      <section class="panel receipt">
        <span class="receipt-mark">${icon('check')}</span>
        <h1>申请已提交</h1>
        <p>「${service.name}」受理编号 <strong>${receipt}</strong></p>
        <p class="hint">演示系统不会真正办理，也不保存填写的内容。</p>
        <a class="secondary" href="/">返回主页</a>
      </section>
    </div>`,
  });
