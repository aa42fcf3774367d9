/** 「演示说明」: what an account shows, and what its buttons 「填入演示数据」 fill in. */
import { html } from 'hono/html';
import type { DemoAccount, DemoClaim } from '../../data/accounts.ts';
import { wand } from '../../shared/icons.ts';
import type { Standing } from '../../shared/standing.ts';
import type { Html } from './html.ts';

export const row = (label: string, value: string) =>
  html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;

export const claimRows = ({ legalRepresentative, foundedOn, agent }: DemoClaim): Html =>
  html`<dl>
    ${row('法人姓名', legalRepresentative.name)} ${row('法人证件号', legalRepresentative.idNumber)}
    ${row('成立日期', foundedOn)} ${row('认证身份', agent ? '代理人' : '法人')}
    ${agent ? [row('代理人姓名', agent.name), row('代理人证件号', agent.idNumber)] : ''}
  </dl>`;

/** Short at first; whoever would rather type finds everything inside. */
const claim = (each: DemoClaim) =>
  html`<details class="claim">
    <summary>${each.outcome}</summary>
    ${claimRows(each)}
  </details>`;

/** Once there is nothing to submit, the form that its second half is about is not to be had. */
const submits = ({ claims, certifiedAtStart }: DemoAccount, status: Standing['status']): boolean =>
  claims.length > 0 && !certifiedAtStart && status !== 'certified' && status !== 'pending';

export const demoData = (account: DemoAccount, { status }: Standing): Html => {
  const { title, about, claims } = account;
  return html`<section class="panel demo-data" aria-labelledby="demo-data-title">
    <h2 id="demo-data-title">${wand}演示说明</h2>
    <p><strong>${title}</strong>：${about}</p>
    ${
      submits(account, status)
        ? html`<p class="hint">认证表单里的“填入演示数据”会依次填好下面的内容。</p>
            ${claims.map(claim)}`
        : ''
    }
  </section>`;
};
