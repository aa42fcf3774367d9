/** The demo's accounts, in a drawer below the login: one tap logs in. */
import { html } from 'hono/html';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoAccount } from '../../data/accounts.ts';
import { wand } from '../../shared/icons.ts';
import { icon, type Html } from './html.ts';

const account = ({ title, about, unit, role, loginCode = unit.code }: DemoAccount) =>
  html`<li>
    <button
      type="button"
      data-code="${loginCode}"
      data-password="${DEMO_PASSWORD}"
      data-role="${role}"
      data-title="${title}"
    >
      <strong>${title}</strong>
      <span>${about}</span>
      <small class="who"
        ><span>${unit.name}</span> <span>${role === 'administrator' ? '管理员' : '经办人'}</span></small
      >
    </button>
  </li>`;

export const accountsDrawer = (): Html =>
  html`<details class="demo-accounts" data-drawer>
    <summary>
      ${wand}<span><strong>演示账号</strong> <span>${DEMO_ACCOUNTS.length}个账号，各演示一种情形</span></span
      >${icon('chevron')}
    </summary>
    <p>
      点一下直接登录，密码都是
      <code>${DEMO_PASSWORD}</code>。登录后，表单里的“填入演示数据”会填好这个账号要用的内容。
    </p>
    <ul>
      ${DEMO_ACCOUNTS.map(account)}
    </ul>
    <p class="progress" role="status" data-progress></p>
  </details>`;
