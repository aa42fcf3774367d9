/** A business of the department: a short form, and the receipt after it. */
import { html } from 'hono/html';
import { errorCount } from '../../shared/error-count.ts';
import { fillForm } from '../../shared/fill.ts';
import { drawn } from '../../shared/icons.ts';
import { inPhrases } from '../../shared/phrases.ts';
import type { Receipt } from '../receipts.ts';
import type { BusinessForm, Service, ServiceField } from '../services.ts';
import { WORDS } from '../words/index.ts';
import { certificationCall } from './call.ts';
import { certification, type Frame, type Html, ICONS, page } from './frame.ts';
import { path } from './pages.ts';

export function businessPage(frame: Frame, service: Service, { values, errors }: BusinessForm): Html {
  const { language } = frame;
  const words = WORDS[language];
  const field = ({ name, label, hint, type, sample }: ServiceField) => {
    const error = errors[name];
    const described = [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ');
    return html`<div class="field ${type === 'number' ? 'short' : ''}">
      <label for="${name}">${label[language]}</label>
      ${hint ? html`<p class="hint" id="${name}-hint">${hint[language]}</p>` : ''}
      <input
        id="${name}"
        name="${name}"
        value="${values[name] ?? ''}"
        maxlength="60"
        data-sample="${sample[language]}"
        ${type === 'number' ? html`inputmode="decimal"` : ''}
        ${error ? html`aria-invalid="true"` : ''}
        ${described ? html`aria-describedby="${described}"` : ''}
      />
      ${
        error
          ? html`<p class="error" id="${name}-error">
              ${drawn(ICONS.error)}${error === 'number' ? words.number : words.missing(label[language])}
            </p>`
          : ''
      }
    </div>`;
  };
  return page(frame, {
    title: service.name[language],
    styles: ['pages.css'],
    scripts: ['errors.js'],
    body: html`<div class="inner narrow">
        ${path(frame, service.name[language])}
        <h1>${service.name[language]}</h1>
        <p class="muted">${inPhrases(service.about[language])}</p>
        ${certificationCall(frame, service.name[language])}
        <form
          method="post"
          action="/business/${service.id}"
          class="card"
          data-business="${service.name[language]}"
          aria-label="${service.name[language]}"
          novalidate
        >
          <p class="muted">
            ${words.unit}${language === 'en' ? ': ' : '：'}${frame.session!.account.unit.name}
          </p>
          ${errorCount(errors, drawn(ICONS.error), words.errors)}
          <div class="fields">${service.fields.map(field)}</div>
          <div class="actions">
            <button class="primary" name="action" value="apply">${service.submit[language]}</button>
            ${fillForm(words.fill)}
          </div>
        </form>
      </div>
      ${certification(frame, html`view="gate" for="form[data-business]"`)}`,
  });
}

export function receiptPage(frame: Frame, { values }: BusinessForm, { number, service }: Receipt): Html {
  const { language } = frame;
  const words = WORDS[language];
  const row = (label: string, value: string) =>
    html`<div>
      <dt>${label}</dt>
      <dd>${value}</dd>
    </div>`;
  return page(frame, {
    title: service.done[language],
    styles: ['pages.css'],
    body: html`<div class="inner narrow">
      ${path(frame, service.name[language])}
      <section class="card receipt">
        <span class="receipt-mark">${drawn(ICONS.tick)}</span>
        <h1>${service.done[language]}</h1>
        <dl>
          ${row(words.receipt, number)}
          ${service.fields.map(({ name, label }) => row(label[language], values[name] ?? ''))}
        </dl>
        <p class="muted">${words.receiptHint}</p>
        <a class="secondary" href="/">${words.another}</a>
      </section>
    </div>`,
  });
}
