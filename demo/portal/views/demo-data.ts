/** 「演示数据」: what to type for an account, so that nobody has to look into the files. */
import { html } from 'hono/html';
import type { DemoAccount, DemoClaim } from '../../data/accounts.ts';
import type { Html } from './html.ts';

export const row = (label: string, value: string) =>
  html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;

export const claimData = ({ outcome, legalRepresentative, foundedOn, agent }: DemoClaim) =>
  html`<section class="claim">
    <h2><small>这样填写的结果</small>${outcome}</h2>
    <dl>
      ${row('法人姓名', legalRepresentative.name)} ${row('法人证件号', legalRepresentative.idNumber)}
      ${row('成立日期', foundedOn)} ${row('认证身份', agent ? '代理人' : '法人')}
      ${agent ? [row('代理人姓名', agent.name), row('代理人证件号', agent.idNumber)] : ''}
    </dl>
  </section>`;

/** Open at first, so that it can be read beside the form, which covers the page. */
export const demoData = (account: DemoAccount): Html =>
  html`<details class="panel demo-data" open>
    <summary>演示数据</summary>
    <p>${account.about}</p>
    ${account.claims.map(claimData)}
  </details>`;
