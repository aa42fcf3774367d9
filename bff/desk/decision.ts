/** The forms by which officers decide a case, and the mistakes in them. */
import { html } from 'hono/html';
import type { CaseOverview, LookedAt, Proposal } from '../cases/index.ts';
import { CASE_REFUSALS, CHECKS, checksOf, type CaseRefusal, type Check } from '../contract/cases.ts';
import type { Actor } from '../database/index.ts';
import { sentenceFault } from '../events/index.ts';
import { NOTE_MAXIMUM } from '../proposals/index.ts';
import { isInactive, lacksRestoration } from './claim.ts';
import { instantWords } from './dates.ts';
import { described, fieldError, mistaken, sentenceMistake } from './fields.ts';
import { csrfField, notice, part, type Html } from './layout.ts';
import { isWithdrawn, pathOf } from './queue.ts';
import { fieldOf, type Visit } from './route.ts';
import { checkWords, REFUSAL_WORDS, staffWords } from './words.ts';

const noteField = (value: string, label: string, hint: string, error: string = ''): Html =>
  html`<div class="field">
    <label for="note">${label}</label>
    <p class="hint" id="note-hint">${hint}；不要写姓名、证件号和电话号码</p>
    <textarea id="note" name="note" maxlength="${NOTE_MAXIMUM}" ${described('note', error)}>
${value}</textarea>
    ${fieldError('note', error)}
  </div>`;

/** The fields that this form has sent: none where the visit is of another one. */
const sentBy = ({ c, form }: Visit, deed: 'propose' | 'confirm' | 'return'): Pick<Visit, 'form'> => ({
  form: c.req.path.endsWith(`/${deed}`) ? form : new Map(),
});

const LOOK_AGAIN = '上次勾选的还勾着，请逐项再看；没有看到的取消勾选。';

/** The mistakes, by the field. */
export type Mistakes = Partial<Record<'seen' | 'decision' | 'why' | 'note', string>>;

/** `hint`: before the boxes, where some are ticked already. */
const seenField = (
  look: LookedAt,
  legend: string,
  { values, hint = '', error }: { values: readonly string[]; hint?: string; error: string },
): Html =>
  html`<fieldset>
    <legend>${legend}</legend>
    <p class="hint">只看不留：不复印、不拍照。</p>
    ${hint === '' ? '' : html`<p class="hint care-text">${hint}</p>`}
    ${checksOf(look.case.applicant === 'agent', isInactive(look)).map(
      (check) =>
        html`<label class="check">
          <input
            type="checkbox"
            name="seen"
            value="${check}"
            ${values.includes(check) ? 'checked' : mistaken('seen', error)}
          />${checkWords(check, look.case.unitCode)}
        </label>`,
    )}
    ${fieldError('seen', error)}
  </fieldset>`;

const proposeForm = (
  visit: Visit,
  look: LookedAt,
  { seen: unseen = '', decision: undecided = '', why = '', note = '' }: Mistakes,
  isCard: boolean,
): Html => {
  const { session, actor } = visit;
  const sent = sentBy(visit, 'propose');
  const { reference, returned } = look.case;
  const seenBefore = sent.form.size === 0 && returned?.to === actor ? returned.seen : [];
  const seen = sent.form.get('seen') ?? seenBefore;
  const decision = fieldOf(sent, 'decision');
  const reason = fieldOf(sent, 'reason');
  return html`<form class="${isCard ? 'card' : ''}" method="post" action="${pathOf(reference)}/propose">
    ${csrfField(session)}<input type="hidden" name="returned" value="${returned?.id ?? ''}" />
    <h2>初核</h2>
    ${seenField(look, '看到了哪些材料', {
      values: seen,
      hint: seenBefore.length > 0 ? LOOK_AGAIN : '',
      error: unseen,
    })}
    <fieldset>
      <legend>结论</legend>
      <div class="choices">
        <label class="check">
          <input
            type="radio"
            name="decision"
            value="certified"
            required
            ${decision === 'certified' ? 'checked' : ''}
            ${mistaken('decision', undecided)}
          />
          通过（上面的材料全部看到）
        </label>
        <label class="check">
          <input
            type="radio"
            name="decision"
            value="refused"
            ${decision === 'refused' ? 'checked' : ''}
          />不通过
        </label>
      </div>
      ${fieldError('decision', undecided)}
    </fieldset>
    <div class="field of-refusal">
      <label for="why">不通过的原因（必填）</label>
      <p class="hint" id="why-hint">申请人会知道原因；真实性存疑的，只说需要进一步核实</p>
      <select id="why" name="reason" ${described('why', why)}>
        <option value="">请选择</option>
        ${CASE_REFUSALS.map(
          (one) =>
            html`<option value="${one}" ${one === reason ? 'selected' : ''}>${REFUSAL_WORDS[one]}</option>`,
        )}
      </select>
      ${fieldError('why', why)}
    </div>
    ${noteField(fieldOf(sent, 'note'), '说明（不通过时必填）', '给工作人员看的一句话，不告诉申请人', note)}
    <button>提交初核</button>
  </form>`;
};

/** `code`: the unit's. */
export const seenWords = (seen: readonly Check[], code: string): Html =>
  seen.length === 0
    ? html`没有勾选材料`
    : html`${seen.map((check) => html`✓ ${checkWords(check, code)}<br />`)}`;

/** The duty of the second officer, beside the button. */
const lookAgainWords = (look: LookedAt): string =>
  isInactive(look) && look.case.proposal?.decision === 'certified'
    ? '请自己再核对一遍材料，登记机关恢复登记的文书原件也要再看一遍；没有的，退回初核'
    : '请自己再核对一遍材料';

export const proposalPart = (visit: Visit, look: LookedAt, mistakes: Mistakes): Html => {
  const { case: found, note, returnedNote } = look;
  const { reference, proposal } = found;
  if (!proposal) return html``;
  const isOwn = proposal.by === visit.actor;
  const cannotCertify = lacksRestoration(look);
  const sent = sentBy(visit, 'return');
  const hidden = html`${csrfField(visit.session)}<input
      type="hidden"
      name="proposal"
      value="${proposal.id}"
    />`;
  return html`<section class="card">
      <h2>初核的结论：${proposal.decision === 'certified' ? '通过' : '不通过'}</h2>
      <dl>
        <dt>初核人</dt>
        <dd>${staffWords(proposal.by)}，${part(instantWords(proposal.at))}</dd>
        <dt>看到的材料</dt>
        <dd>${seenWords(proposal.seen, found.unitCode)}</dd>
        ${
          proposal.reason
            ? html`<dt>原因</dt>
                <dd>${REFUSAL_WORDS[proposal.reason]}</dd>`
            : ''
        }
        ${
          note
            ? html`<dt>说明</dt>
                <dd>${note}</dd>`
            : ''
        }
        ${
          returnedNote
            ? html`<dt>上次退回的原因</dt>
                <dd>${returnedNote}</dd>`
            : ''
        }
      </dl>
    </section>
    <section class="card no-paper">
      ${
        isOwn
          ? html`<h2>您已初核，等待另一人复核</h2>
              <p>另一名核验人员确认以后才生效。要改的，可以撤回自己的初核。</p>`
          : html`<h2>复核</h2>
              ${
                cannotCertify
                  ? ''
                  : html`<form method="post" action="${pathOf(reference)}/confirm">
                      ${hidden}
                      <p>${lookAgainWords(look)}，看到一样勾选一样。确认以后马上生效，单位登录后可以看到。</p>
                      ${seenField(look, '您自己看到了哪些材料', {
                        values: sentBy(visit, 'confirm').form.get('seen') ?? [],
                        error: mistakes.seen ?? '',
                      })}
                      <button>${proposal.decision === 'certified' ? '确认通过' : '确认不通过'}</button>
                    </form>`
              }`
      }
      <details ${sent.form.size > 0 || cannotCertify ? 'open' : ''}>
        <summary>${isOwn ? '撤回自己的初核' : '有疑问，退回初核'}</summary>
        <form method="post" action="${pathOf(reference)}/return">
          ${hidden}
          ${
            isOwn
              ? noteField(fieldOf(sent, 'note'), '撤回的原因（必填）', '给工作人员看的一句话', mistakes.note)
              : noteField(fieldOf(sent, 'note'), '退回的原因（必填）', '给初核人看的一句话', mistakes.note)
          }
          <button class="second">${isOwn ? '撤回初核' : '退回初核'}</button>
        </form>
      </details>
    </section>`;
};

const hasSentBack = ({ returned }: CaseOverview, actor: Actor): boolean =>
  returned?.by === actor && returned.to !== actor;

/** The reviewer who has sent it back waits for the other officer; the form is there for when that one is away. */
export const openPart = (visit: Visit, look: LookedAt, mistakes: Mistakes): Html => {
  const isAlone = !hasSentBack(look.case, visit.actor);
  const form = proposeForm(visit, look, mistakes, isAlone);
  if (isAlone) return form;
  return html`<section class="card">
    <h2>您已退回，等待${staffWords(look.case.returned!.to)}再办一次</h2>
    <dl>
      <dt>退回的原因</dt>
      <dd>${look.returnedNote}</dd>
    </dl>
    <details ${sentBy(visit, 'propose').form.size > 0 ? 'open' : ''}>
      <summary>由我重新初核</summary>
      ${form}
    </details>
  </section>`;
};

export const returnedPart = ({ actor }: Visit, { case: found, note, returnedNote }: LookedAt): Html | '' => {
  const { returned } = found;
  if (!returned || hasSentBack(found, actor)) return '';
  if (!isWithdrawn(returned))
    return notice('care', `复核人${staffWords(returned.by)}退回的原因`, returnedNote);
  const before = returnedNote === undefined ? '' : html`<p>上次退回的原因：${returnedNote}</p>`;
  return notice('care', '撤回初核的原因', note, before);
};

export const missingIn = (
  visit: Visit,
  missing: readonly (Check | 'note')[],
  { unitCode }: CaseOverview,
): Mistakes => {
  const checks = missing.filter((one) => one !== 'note').map((one) => checkWords(one, unitCode));
  return {
    ...(checks.length > 0 && { seen: `还没有勾选：${checks.join('、')}。` }),
    ...(missing.includes('note') && { note: noteMistake(visit, '说明') }),
  };
};

const isCheck = (text: string): text is Check => CHECKS.some((check) => check === text);
const isRefusal = (text: string): text is CaseRefusal => CASE_REFUSALS.some((reason) => reason === text);

/** The last return that the page showed; '' is none. */
export const returnedIn = (visit: Visit): string => fieldOf(visit, 'returned');

/** The papers that are ticked. */
export const seenIn = ({ form }: Visit): Check[] => (form.get('seen') ?? []).filter(isCheck);

/** Undefined: it has no decision, or a refusal has no reason. */
export function proposalIn(visit: Visit): Proposal | undefined {
  const seen = seenIn(visit);
  const note = fieldOf(visit, 'note');
  const decision = fieldOf(visit, 'decision');
  const reason = fieldOf(visit, 'reason');
  if (decision === 'certified') return { decision, seen, note };
  return decision === 'refused' && isRefusal(reason) ? { decision, seen, reason, note } : undefined;
}

/** `label`: of the field. */
export const noteMistake = (visit: Visit, label: string): string =>
  sentenceMistake(fieldOf(visit, 'note'), label, NOTE_MAXIMUM);

/** The mistake of a sentence that was written, but for its length: a number of a person, or signs without words. `label`: of its field. */
export function numberIn(visit: Visit, label: string): Mistakes {
  const note = fieldOf(visit, 'note');
  return note !== '' && sentenceFault(note, Infinity) ? { note: noteMistake(visit, label) } : {};
}

/** The mistakes of a form without a decision. */
export const undecidedIn = (visit: Visit): Mistakes =>
  fieldOf(visit, 'decision') === 'refused'
    ? {
        why: '请选择不通过的原因。',
        ...(fieldOf(visit, 'note') === '' && { note: '请写说明。' }),
      }
    : { decision: '请选择结论。' };
