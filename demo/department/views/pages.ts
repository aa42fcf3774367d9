/** The department's hall, its certification center, and pages that are only read. */
import { html } from 'hono/html';
import { drawn, wand } from '../../shared/icons.ts';
import { inPhrases } from '../../shared/phrases.ts';
import { ENGLISH_ACCOUNTS } from '../english-accounts.ts';
import type { Receipt } from '../receipts.ts';
import { SERVICES, type Service } from '../services.ts';
import { WORDS, type Language } from '../words/index.ts';
import { certificationCall } from './call.ts';
import { certification, type Frame, type Html, page } from './frame.ts';

/** The way back, above the page's heading. */
export const path = ({ language }: Frame, here: string): Html =>
  html`<nav class="path" aria-label="${WORDS[language].here}">
    <a href="/">${WORDS[language].home}</a><span aria-current="page">${here}</span>
  </nav>`;

const moment = (language: Language, at: number) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en' : 'zh-CN', {
    ...{ month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    timeZone: 'Asia/Shanghai',
  }).format(new Date(at));

const recent = (language: Language, receipts: readonly Receipt[]) => {
  const words = WORDS[language];
  const entry = ({ number, service, at }: Receipt) =>
    html`<li>
      <strong>${service.name[language]}</strong>
      <span>${number}</span>
      <time datetime="${new Date(at).toISOString()}">${moment(language, at)}</time>
    </li>`;
  return html`<section class="card" aria-labelledby="recent-title">
    <h2 id="recent-title">${words.recent}</h2>
    ${
      receipts.length > 0
        ? html`<ul class="recent">
            ${receipts.map(entry)}
          </ul>`
        : html`<p class="muted">${words.nothing}</p>`
    }
  </section>`;
};

const demoPanel = ({ language, session, status }: Frame) => {
  if (!session) return '';
  const { id, title, about, claims, certifiedAtStart } = session.account;
  const words = WORDS[language];
  const submits = claims.length > 0 && !certifiedAtStart && status !== 'certified' && status !== 'pending';
  const [heading, line] = (language === 'en' && ENGLISH_ACCOUNTS[id]) || [title, about];
  return html`<section class="card demo-data" aria-labelledby="demo-title">
    <h2 id="demo-title">${wand}${words.demo}</h2>
    <p><strong>${heading}</strong>${language === 'en' ? ': ' : '：'}${line}</p>
    ${submits ? html`<p class="muted">${words.demoHint}</p>` : ''}
  </section>`;
};

const serviceCard = (language: Language, { id, icon, name, about }: Service) =>
  html`<li>
    <a href="/business/${id}" data-business="${name[language]}">
      <span class="service-icon">${drawn(icon)}</span>
      <strong>${name[language]}</strong>
      <span>${inPhrases(about[language])}</span>
    </a>
  </li>`;

export function homePage(frame: Frame, receipts: readonly Receipt[]): Html {
  const { language, session } = frame;
  const words = WORDS[language];
  const { unit, role } = session!.account;
  return page(frame, {
    title: words.home,
    styles: ['pages.css'],
    body: html`<div class="unit-band">
        <div class="inner">
          <p>${words.greeting(words[role])}</p>
          <h1>${unit.name}</h1>
          <p>${words.unitCode} <span class="code">${unit.code}</span></p>
        </div>
      </div>
      <div class="inner hall">
        ${certificationCall(frame)}
        <section class="card" aria-labelledby="businesses-title">
          <h2 id="businesses-title">${words.businesses}</h2>
          <ul class="services">
            ${SERVICES.map((each) => serviceCard(language, each))}
          </ul>
        </section>
        <div class="side">${recent(language, receipts)} ${demoPanel(frame)}</div>
      </div>
      ${certification(frame, html`view="gate" for="[data-business]"`)}`,
  });
}

/** `resume`: the business that was blocked. */
export function centerPage(frame: Frame, resume: Service | undefined): Html {
  const words = WORDS[frame.language];
  return page(frame, {
    title: words.center,
    styles: ['pages.css', 'center-place.css', 'center.css'],
    quiet: true,
    body: html`<div class="inner hall center">
      <div class="wide">
        ${path(frame, words.settings)}
        <h1>${words.center}</h1>
        <p class="muted">${words.centerAbout}</p>
      </div>
      <div>
        ${certification(
          { ...frame, status: undefined },
          html`view="center" class="center-place ${frame.status ?? ''} ${frame.session!.account.role}
          ${resume ? 'continues' : ''}"${
            resume ? html` resume-url="/business/${resume.id}" business="${resume.name[frame.language]}"` : ''
          }`,
        )}
      </div>
      <div class="side">${demoPanel(frame)}</div>
    </div>`,
  });
}

const text = (frame: Frame, title: string, paragraphs: readonly string[], more: Html | '' = ''): Html =>
  page(frame, {
    title,
    styles: ['pages.css'],
    quiet: true,
    body: html`<div class="inner narrow">
      ${path(frame, title)}
      <h1>${title}</h1>
      ${paragraphs.map((each) => html`<p>${each}</p>`)} ${more}
    </div>`,
  });

export const privacyPage = (frame: Frame): Html =>
  text(frame, WORDS[frame.language].privacy, WORDS[frame.language].privacyText);

export function lostPage(frame: Frame): Html {
  const { lostTitle, lost, toHome } = WORDS[frame.language];
  return text(frame, lostTitle, [lost], html`<p><a class="secondary" href="/">${toHome}</a></p>`);
}

/** To a business that is not taken: because the unit is not certified, or because nobody can tell. */
export function refusalPage(frame: Frame, service: Service, why: 'uncertified' | 'away'): Html {
  const words = WORDS[frame.language];
  if (why === 'away') return text(frame, words.awayTitle, [words.away]);
  return text(
    frame,
    words.uncertifiedTitle,
    [words.uncertifiedText(service.name[frame.language])],
    html`<p><a class="primary" href="/certification?continue=${service.id}">${words.toCenter}</a></p>`,
  );
}
