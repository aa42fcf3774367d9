/** The department's pages: compact, green, in two languages. `html` escapes what is put into it. */
import { html } from 'hono/html';
import { DEMO_ACCOUNTS } from '../data/accounts.ts';
import type { Assets } from '../shared/assets.ts';
import type { Session } from '../shared/sessions.ts';
import type { CertificationStatus } from '../shared/status-api.ts';
import { WORDS, type Language } from './words.ts';

type Html = ReturnType<typeof html>;

/** What every page needs to know. */
export interface Frame {
  assets: Assets;
  /** Base URL of the certification service. */
  bffUrl: string;
  language: Language;
  /** The page's own address, for the other language. */
  path: string;
  session: Session | undefined;
  status?: CertificationStatus | undefined;
}

interface Page {
  title: string;
  body: Html;
  /** The page has an element of its own, or words, about the certification: no prompt. */
  quiet?: boolean;
}

const attributes = ({ session, status, language }: Frame) => {
  const tells = status === 'certified' || (status && session?.account.role === 'administrator');
  return html`token-url="/session/certification-token" center-url="/certification"
  locale="${language}"${tells ? html` known-status="${status}"` : ''}`;
};

const header = (frame: Frame) => {
  const words = WORDS[frame.language];
  const other = frame.language === 'en' ? 'zh-Hans' : 'en';
  return html`<header>
    <a class="brand" href="/"><strong>${words.department}</strong><span>${words.site}</span></a>
    <nav>
      ${
        frame.session
          ? html`<a href="/">${words.home}</a>
              <a class="state" href="/certification" data-state="${frame.status ?? 'unknown'}"
                >${words[frame.status ?? 'unknown']}</a
              >
              <details class="menu">
                <summary>${words.settings}</summary>
                <ul>
                  <li><a href="/certification">${words.centre}</a></li>
                </ul>
              </details>`
          : ''
      }
      <a href="${frame.path}?lang=${other}" lang="${other}" hreflang="${other}">${words.other}</a>
      ${
        frame.session
          ? html`<form method="post" action="/logout"><button>${words.logOut}</button></form>`
          : ''
      }
    </nav>
  </header>`;
};

function page(frame: Frame, { title, body, quiet = false }: Page): Html {
  const { assets, language, bffUrl, session } = frame;
  const words = WORDS[language];
  const states = ['certified', 'uncertified', 'pending', 'lapsed', 'unknown'] as const;
  const said = states.map((state) => html` data-${state}="${words[state]}"`);
  const script = (src: string) => html`<script type="module" src="${src}"></script>`;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} - ${words.department}</title>
        <link rel="icon" href="${assets.address('fund.svg')}" type="image/svg+xml" />
        <link rel="stylesheet" href="${assets.address('department.css')}" />
        <link rel="stylesheet" href="${assets.address('header.css')}" />
        ${script(assets.address('department.js'))}
        ${session ? script(`${bffUrl}/widget/unit-certification.js`) : ''}
      </head>
      <body ${said}>
        ${header(frame)}
        <main>${body}</main>
        <footer><p>${words.notice}</p></footer>
        ${session && !quiet ? html`<unit-certification ${attributes(frame)}></unit-certification>` : ''}
      </body>
    </html>`;
}

export interface LoginForm {
  unitCode: string;
  role: string;
  error?: string;
}

export function loginPage(frame: Frame, form: LoginForm): Html {
  const words = WORDS[frame.language];
  const option = (role: 'administrator' | 'operator') =>
    html`<option value="${role}" ${form.role === role ? html` selected` : ''}>${words[role]}</option>`;
  const account = ({ unit, role, loginCode = unit.code }: (typeof DEMO_ACCOUNTS)[number]) =>
    html`<li>
      <button type="button" data-code="${loginCode}" data-role="${role}">
        ${unit.name} · ${words[role]}
      </button>
    </li>`;
  return page(frame, {
    title: words.login,
    body: html`<h1>${words.login}</h1>
      <div class="split">
        <form method="post" action="/login" class="card">
          ${form.error ? html`<p class="error" role="alert">${form.error}</p>` : ''}
          <label
            >${words.code}<input name="unitCode" value="${form.unitCode}" autocomplete="username" required
          /></label>
          <label
            >${words.password}<input name="password" type="password" autocomplete="current-password" required
          /></label>
          <label
            >${words.role}<select name="role">
              ${option('administrator')} ${option('operator')}
            </select></label
          >
          <button class="primary">${words.submitLogin}</button>
        </form>
        <section class="card accounts">
          <h2>${words.accounts}</h2>
          <ul>
            ${DEMO_ACCOUNTS.map(account)}
          </ul>
        </section>
      </div>`,
  });
}

export function homePage(frame: Frame): Html {
  const words = WORDS[frame.language];
  return page(frame, {
    title: words.home,
    body: html`<h1>${frame.session?.account.unit.name}</h1>
      <p class="muted">${words.shared}</p>
      <section class="card">
        <h2>${words.business}</h2>
        <p>${words.businessAbout}</p>
        <a class="primary" data-business="${words.business}" href="/business/contributions">${words.start}</a>
      </section>
      ${gate(frame, '[data-business]')}`,
  });
}

const gate = (frame: Frame, selector: string) =>
  html`<unit-certification view="gate" for="${selector}" ${attributes(frame)}></unit-certification>`;

export function centrePage(frame: Frame, resume: boolean): Html {
  const words = WORDS[frame.language];
  const hidden = frame.status === 'certified' ? '' : html` hidden`;
  return page(frame, {
    title: words.centre,
    quiet: true,
    body: html`<h1>${words.centre}</h1>
      <p class="muted">${words.shared}</p>
      ${
        resume
          ? html`<p data-resume ${hidden}>
              <a class="primary" href="/business/contributions">${words.resume}</a>
            </p>`
          : ''
      }
      <unit-certification view="center" ${attributes({ ...frame, status: undefined })}></unit-certification>`,
  });
}

export interface BusinessForm {
  values: Record<'headcount' | 'rate', string>;
  errors: Partial<Record<'headcount' | 'rate', string>>;
}

export function businessPage(frame: Frame, { values, errors }: BusinessForm): Html {
  const words = WORDS[frame.language];
  const field = (name: 'headcount' | 'rate') =>
    html`<label
        >${words[name]}<input
          name="${name}"
          value="${values[name]}"
          inputmode="decimal"
          ${errors[name] ? html`aria-invalid="true" aria-describedby="${name}-error"` : ''}
      /></label>
      ${errors[name] ? html`<p class="error" id="${name}-error">${errors[name]}</p>` : ''}`;
  return page(frame, {
    title: words.business,
    body: html`<h1>${words.business}</h1>
      <p class="muted">${words.businessAbout}</p>
      <form
        method="post"
        action="/business/contributions"
        class="card"
        data-business="${words.business}"
        aria-label="${words.business}"
      >
        ${field('headcount')} ${field('rate')}
        <button class="primary" name="action" value="apply">${words.apply}</button>
      </form>
      ${gate(frame, 'form[data-business]')}`,
  });
}

export function receiptPage(frame: Frame, { values }: BusinessForm, receipt: string): Html {
  const words = WORDS[frame.language];
  return page(frame, {
    title: words.done,
    body: html`<h1>${words.done}</h1>
      <dl class="card">
        <div>
          <dt>${words.receipt}</dt>
          <dd>${receipt}</dd>
        </div>
        <div>
          <dt>${words.headcount}</dt>
          <dd>${values.headcount}</dd>
        </div>
        <div>
          <dt>${words.rate}</dt>
          <dd>${values.rate}</dd>
        </div>
      </dl>`,
  });
}

/** To a business that is not taken: because the unit is not certified, or because nobody can tell. */
export function refusalPage(frame: Frame, why: 'held' | 'away'): Html {
  const words = WORDS[frame.language];
  return page(frame, {
    title: words[`${why}Title`],
    quiet: true,
    body: html`<h1>${words[`${why}Title`]}</h1>
      <p>${words[why]}</p>
      ${
        why === 'held'
          ? html`<p><a class="primary" href="/certification?continue=1">${words.toCentre}</a></p>`
          : ''
      }`,
  });
}
