/**
 * What a unit that is not certified is told on the main page and before a business, instead of finding out at the end:
 * administrators certify from here, operators learn whom to ask. portal.js keeps it true while the page is open.
 */
import { html } from 'hono/html';
import type { Session } from '../../shared/sessions.ts';
import type { CertificationStatus, Standing } from '../../shared/status-api.ts';
import type { Service } from '../services.ts';
import { icon, type Html } from './html.ts';

/** What the operator passes on, ready to be pasted into a message. */
const REMINDER =
  '请用管理员身份登录云川市网上办事大厅，在“单位设置”→“认证中心”完成单位实名认证。约 2 分钟，需要营业执照和法定代表人证件。';

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

type Call = { status: Exclude<CertificationStatus, 'certified'>; title: string; text: string; action?: Html };

const calls = (administrator: boolean, service: Service | undefined): Call[] => {
  const needed = service
    ? `“${service.name}”需要单位通过实名认证。请先认证，再填写下面的内容。`
    : '完成认证后就可以办理下列业务，约 2 分钟。请准备营业执照和法定代表人证件。';
  const operator =
    '您以经办人身份登录，实名认证由管理员办理。管理员认证后，您刷新本页就可以办理业务，不需要另外认证。';
  const action = administrator ? certify() : remind();
  return [
    {
      status: 'uncertified',
      title: administrator ? '本单位尚未完成实名认证' : '请管理员先完成单位实名认证',
      text: administrator ? needed : operator,
      action,
    },
    {
      status: 'lapsed',
      title: administrator ? '单位实名认证已失效，请重新认证' : '单位实名认证已失效，请管理员重新认证',
      text: administrator ? '单位的工商登记信息有变化。请按现在的营业执照重新认证，之后恢复办理。' : operator,
      action,
    },
    {
      status: 'pending',
      title: '实名认证正在核验',
      text: '核验完成后自动更新，无需重复提交。通过后就可以办理业务。',
    },
  ];
};

/** `service`: the business before which it stands. */
export const certificationCall = ({ account }: Session, { status }: Standing, service?: Service): Html =>
  html`<section class="call" aria-label="单位实名认证" data-certification="${status ?? 'unknown'}">
    ${calls(account.role === 'administrator', service).map(
      (call) =>
        html`<div class="call-${call.status}" data-for="${call.status}">
          <span class="call-icon">${icon(call.status === 'pending' ? 'clock' : 'shield-alert')}</span>
          <div class="call-words">
            <h2>${call.title}</h2>
            <p>${call.text}</p>
          </div>
          ${call.action ?? ''}
        </div>`,
    )}
  </section>`;
