/** The login, and the demo's accounts in a drawer below it. */
import { html } from 'hono/html';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoAccount, type PortalRole } from '../../data/accounts.ts';
import { errorCount } from '../../shared/error-count.ts';
import { fillForm } from '../../shared/fill.ts';
import { drawn, wand } from '../../shared/icons.ts';
import { reveal } from '../../shared/password.ts';
import { ENGLISH_ACCOUNTS } from '../english-accounts.ts';
import { WORDS, type Words } from '../words/index.ts';
import { type Frame, type Html, ICONS, page } from './frame.ts';

export interface LoginForm {
  unitCode: string;
  role: PortalRole;
  errors: { unitCode?: string; password?: string };
}

const errorOf = ({ errors }: LoginForm, field: keyof LoginForm['errors']) =>
  errors[field] ? html`<p class="error" id="${field}-error">${drawn(ICONS.error)}${errors[field]}</p>` : '';

const invalid = ({ errors }: LoginForm, field: keyof LoginForm['errors']) =>
  errors[field] ? html`aria-invalid="true" aria-describedby="${field}-error"` : '';

const SAMPLE = DEMO_ACCOUNTS[0]!;

const loginForm = (words: Words, form: LoginForm) => {
  const choice = (role: PortalRole) =>
    html`<label class="choice"
      ><input type="radio" name="role" value="${role}" ${form.role === role ? html` checked` : ''} />${
        words[role]
      }</label
    >`;
  return html`<form method="post" action="/login" class="card" novalidate aria-labelledby="login-title">
    <h2 id="login-title">${words.login}</h2>
    ${errorCount(form.errors, drawn(ICONS.error), words.errors)}
    <div class="field">
      <label for="unitCode">${words.code}</label>
      <input
        id="unitCode"
        name="unitCode"
        value="${form.unitCode}"
        autocomplete="username"
        autocapitalize="characters"
        spellcheck="false"
        maxlength="40"
        data-sample="${SAMPLE.unit.code}"
        ${invalid(form, 'unitCode')}
      />
      ${errorOf(form, 'unitCode')}
    </div>
    <div class="field">
      <label for="password">${words.password}</label>
      <div class="password">
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          maxlength="128"
          data-sample="${DEMO_PASSWORD}"
          ${invalid(form, 'password')}
        />
        ${reveal('password', words.show, ` ${words.password}`)}
      </div>
      ${errorOf(form, 'password')}
    </div>
    <fieldset class="roles">
      <legend>${words.role}</legend>
      ${choice('administrator')} ${choice('operator')}
    </fieldset>
    <div class="actions"><button class="primary">${words.submitLogin}</button> ${fillForm(words.fill)}</div>
  </form>`;
};

function drawer({ language }: Frame): Html {
  const words = WORDS[language];
  const account = ({ id, unit, role, title, about, loginCode = unit.code }: DemoAccount) => {
    const [heading, line] = (language === 'en' && ENGLISH_ACCOUNTS[id]) || [title, about];
    return html`<li>
      <button type="button" data-code="${loginCode}" data-password="${DEMO_PASSWORD}" data-role="${role}">
        <strong>${heading}</strong>
        <span>${line}</span>
        <small class="who"><span>${unit.name}</span> <span>${words[role]}</span></small>
      </button>
    </li>`;
  };
  return html`<details class="accounts" data-drawer>
    <summary>
      ${wand}<span
        ><strong>${words.accounts}</strong> <span>${words.accountsAbout(DEMO_ACCOUNTS.length)}</span></span
      >${drawn(ICONS.chevron)}
    </summary>
    <p>${words.accountsHint} <code>${DEMO_PASSWORD}</code>${language === 'en' ? '.' : '。'}</p>
    <ul>
      ${DEMO_ACCOUNTS.map(account)}
    </ul>
  </details>`;
}

export function loginPage(frame: Frame, form: LoginForm): Html {
  const words = WORDS[frame.language];
  return page(frame, {
    title: words.login,
    styles: ['login.css'],
    scripts: ['reveal.js', 'drawer.js', 'errors.js', 'login.js'],
    body: html`<div class="stage">
      <div class="inner">
        <section class="slogan">
          <h1>${words.slogan}</h1>
          <p>${words.lead}</p>
          <ul>
            ${words.facts.map((fact) => html`<li>${drawn(ICONS.tick)}${fact}</li>`)}
          </ul>
        </section>
        ${loginForm(words, form)} ${drawer(frame)}
      </div>
    </div>`,
  });
}
