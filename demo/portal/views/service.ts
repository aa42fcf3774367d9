/** A business: a short form, and the receipt after it. */
import { html } from 'hono/html';
import { inPhrases } from '../../shared/phrases.ts';
import type { Session } from '../../shared/sessions.ts';
import { ACTIONS, type Action, type Service, type ServiceField } from '../services.ts';
import type { Standing } from '../../shared/standing.ts';
import { errorCount } from '../../shared/error-count.ts';
import { fillForm } from '../../shared/fill.ts';
import { certificationCall } from './call.ts';
import { icon, type Html } from './html.ts';
import { gate, layout, type Site } from './layout.ts';

export interface ServiceForm {
  /** The button that was pressed. */
  action: Action;
  values: Record<string, string>;
  errors: Record<string, string>;
}

const field = (
  { name, label, hint, type, sample }: ServiceField,
  { values, errors }: ServiceForm,
  unitName: string,
) => {
  const error = errors[name];
  const described = [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ');
  return html`<div class="field ${type === 'text' ? '' : 'short'}">
    <label class="label" for="${name}">${label}</label>
    ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
    <input
      id="${name}"
      name="${name}"
      type="text"
      value="${values[name] ?? ''}"
      maxlength="60"
      data-sample="${sample.replace('{unit}', unitName)}"
      ${type === 'number' ? html`inputmode="numeric"` : ''}
      ${error ? html`aria-invalid="true"` : ''}
      ${described ? html`aria-describedby="${described}"` : ''}
    />
    ${error ? html`<p class="error" id="${name}-error">${icon('error')}${error}</p>` : ''}
  </div>`;
};

const button = ({ value, label }: Action) =>
  html`<button
    type="submit"
    name="action"
    value="${value}"
    class="${value === 'submit' ? 'primary' : 'secondary'}"
  >
    ${label}
  </button>`;

const path = (service: Service) =>
  html`<nav class="path" aria-label="当前位置"><a href="/">主页</a><span>${service.group}</span></nav>`;

export const servicePage = (
  site: Site,
  session: Session,
  service: Service,
  form: ServiceForm,
  standing: Standing,
): Html =>
  layout(site, {
    title: service.name,
    kind: 'hall',
    styles: ['hall.css', 'call.css', 'pages.css'],
    scripts: ['errors.js'],
    session,
    standing,
    typed: true,
    body: html`<div class="narrow page">
        ${path(service)}
        <h1>${service.name}</h1>
        <p class="lead">${inPhrases(service.summary)}。</p>
        ${certificationCall(session, standing, service)}
        <form
          method="post"
          action="/services/${service.id}"
          class="panel business"
          aria-label="${service.name}"
          data-business="${service.name}"
          novalidate
        >
          <p class="hint">办理单位：${session.account.unit.name}</p>
          ${errorCount(form.errors, icon('error'))}
          <div class="fields">
            ${service.fields.map((each) => field(each, form, session.account.unit.name))}
          </div>
          <div class="actions">${ACTIONS.map(button)} ${fillForm()}</div>
        </form>
      </div>
      ${gate('form.business', site, session, standing)}`,
  });

export interface Receipt {
  form: ServiceForm;
  /** The number under which the office knows it. */
  receipt: string;
}

export const receiptPage = (
  site: Site,
  session: Session,
  service: Service,
  { form, receipt }: Receipt,
  standing: Standing,
): Html =>
  layout(site, {
    title: `${service.name} ${form.action.done}`,
    kind: 'hall',
    styles: ['hall.css', 'pages.css'],
    session,
    standing,
    body: html`<div class="narrow page">
      ${path(service)}
      <section class="panel receipt">
        <span class="receipt-mark">${icon('check')}</span>
        <h1>${form.action.done}</h1>
        <p>“${service.name}”${form.action.number} <strong>${receipt}</strong></p>
        <dl class="submitted">
          ${service.fields.map(
            ({ name, label }) =>
              html`<div>
                <dt>${label}</dt>
                <dd>${form.values[name] || '未填写'}</dd>
              </div>`,
          )}
          <div>
            <dt>办理方式</dt>
            <dd>${form.action.label}</dd>
          </div>
        </dl>
        <p class="hint">演示系统不会真正办理，也不保存填写的内容。</p>
        <a class="secondary" href="/">返回主页</a>
      </section>
    </div>`,
  });
