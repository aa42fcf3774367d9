/**
 * What a unit that is not certified is told on the main page and before a business, instead of finding out at the end:
 * administrators certify from here, operators learn whom to ask. portal.js keeps it true while the page is open.
 */
import { html } from 'hono/html';
import { inPhrases } from '../../shared/phrases.ts';
import type { Session } from '../../shared/sessions.ts';
import type { RealNameStatus, Standing } from '../../shared/standing.ts';
import type { Service } from '../services.ts';
import { icon, type Html } from './html.ts';

/** What the operator passes on, ready to be pasted into a message. */
const REMINDER =
  '请用管理员身份登录云川市网上办事大厅，在“单位设置”→“认证中心”完成单位实名认证。约2分钟，需要营业执照等登记证书和法定代表人证件。';

const certify = () =>
  html`<div class="call-action">
    <button type="button" class="primary" data-certify>立即认证</button>
    <p data-exhausted hidden></p>
  </div>`;

const remind = () =>
  html`<div class="call-action">
    <button type="button" class="secondary" data-copy="${REMINDER}">复制给管理员的话</button>
    <p role="status" data-copied></p>
  </div>`;

interface Call {
  /** With its phrases marked, for `inPhrases`. */
  title: string;
  text: string;
  action?: Html;
}

type Calls = Record<Exclude<RealNameStatus, 'certified'>, Call>;

const pending: Call = {
  title: '实名认证正在核验',
  text: '核验完成后自动更新，无需重复提交。通过后就可以办理业务。',
};

const forAdministrator = (service: Service | undefined): Calls => ({
  uncertified: {
    ...(service
      ? {
          title: `办理“${service.name}”，请先完成实名认证`,
          text: '约2分钟，请准备营业执照等登记证书和法定代表人证件。',
        }
      : {
          title: '本单位尚未完成实名认证',
          text: '约2分钟，请准备营业执照等登记证书和法定代表人证件。认证后就可以办理下列业务。',
        }),
    action: certify(),
  },
  lapsed: {
    title: '单位实名认证已失效，请重新认证',
    text: '单位的登记信息有变化。请按现在的登记信息重新认证，之后恢复办理。',
    action: certify(),
  },
  pending,
});

const forOperator = (): Calls => {
  const text = '实名认证由管理员办理。认证后，您刷新本页就可以办理业务，不需要另外认证。';
  return {
    uncertified: { title: '请管理员先完成|单位实名认证', text, action: remind() },
    lapsed: { title: '单位实名认证已失效，请管理员重新认证', text, action: remind() },
    pending,
  };
};

/** `service`: the business before which it stands. */
export const certificationCall = ({ account }: Session, { status }: Standing, service?: Service): Html =>
  html`<section class="call" aria-label="单位实名认证" data-certification="${status ?? 'unknown'}">
    ${Object.entries(account.role === 'administrator' ? forAdministrator(service) : forOperator()).map(
      ([state, { title, text, action }]) =>
        html`<div class="call-${state}" data-for="${state}">
          <span class="call-icon">${icon(state === 'pending' ? 'clock' : 'shield-alert')}</span>
          <div>
            <h2>${inPhrases(title)}</h2>
            <p>${text}</p>
          </div>
          ${action ?? ''}
        </div>`,
    )}
  </section>`;
