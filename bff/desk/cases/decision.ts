/** The forms by which officers decide a case, and the mistakes in them. */
import { html } from 'hono/html';
import type { CaseOverview, LookedAt, Proposal } from '../../cases/index.ts';
import { CASE_REFUSALS, CHECKS, checksOf, type CaseRefusal, type Check } from '../../contract/cases.ts';
import type { Actor } from '../../database/index.ts';
import { NOTE_MAXIMUM } from '../../proposals/index.ts';
import { isInactiveByRegister, lacksRestoration } from './claim.ts';
import { fieldOf } from '../page/fields.ts';
import { sentenceMistake } from '../words/typed.ts';
import {
  card,
  checksField,
  facts,
  fold,
  form,
  notice,
  radiosField,
  selectField,
  textArea,
  type Html,
} from '../kit/index.ts';
import { proposedParts } from '../page/proposal-parts.ts';
import { pathOf } from './queue.ts';
import type { Visit } from '../page/route.ts';
import type { Access } from '../people/access.ts';
import { isWithdrawn } from '../words/case-words.ts';
import { checkWords, REFUSAL_WORDS, staffWords } from '../words/words.ts';

const noteField = (value: string, label: string, hint: string, error = ''): Html =>
  textArea({
    id: 'note',
    label,
    hint: `${hint}；不要写姓名、证件号和电话号码`,
    value,
    error,
    maximum: NOTE_MAXIMUM,
  });

/** The forms of a case, by the deed that each sends. */
export type CaseDeed = Extract<Access, 'case.propose' | 'case.confirm' | 'case.return'>;

/** The fields that the form of this deed has sent: none where the visit is of another one. */
const sentBy = ({ deed, form }: Visit, own: CaseDeed): Pick<Visit, 'form'> => ({
  form: deed === own ? form : new Map(),
});

const LOOK_AGAIN = '上次勾选的还勾着，请逐项再看；没有看到的取消勾选。';

export type Mistakes = Partial<Record<'seen' | 'decision' | 'why' | 'note', string>>;

/** `hint`: where some are ticked already. */
const seenField = (
  look: LookedAt,
  legend: string,
  { values, hint = '', error }: { values: readonly string[]; hint?: string; error: string | undefined },
): Html =>
  checksField({
    name: 'seen',
    legend,
    hints: [
      html`<p class="hint">只看不留：不复印、不拍照。</p>`,
      html`${hint === '' ? '' : html`<p class="hint care-text">${hint}</p>`}`,
    ],
    error,
    values,
    options: checksOf(look.case.applicant === 'agent', isInactiveByRegister(look)).map((check) => ({
      value: check,
      words: checkWords(check, look.case.unitCode),
    })),
  });

const proposeForm = (
  visit: Visit,
  look: LookedAt,
  { seen: unseen = '', decision: undecided = '', why = '', note = '' }: Mistakes,
  isCard: boolean,
): Html => {
  const { session, actor } = visit;
  const sent = sentBy(visit, 'case.propose');
  const { reference, returned } = look.case;
  const seenBefore = sent.form.size === 0 && returned?.to === actor ? returned.seen : [];
  const seen = sent.form.get('seen') ?? seenBefore;
  return form(session, {
    action: `${pathOf(reference)}/propose`,
    hidden: { returned: returned?.id ?? '' },
    title: '初核',
    isCard,
    body: [
      seenField(look, '看到了哪些材料', {
        values: seen,
        hint: seenBefore.length > 0 ? LOOK_AGAIN : '',
        error: unseen,
      }),
      radiosField({
        name: 'decision',
        legend: '结论',
        error: undecided,
        value: fieldOf(sent, 'decision'),
        options: [
          { value: 'certified', words: '通过（上面的材料全部看到）' },
          { value: 'refused', words: '不通过' },
        ],
      }),
      html`<div class="of-refusal">
        ${selectField({
          id: 'why',
          name: 'reason',
          label: '不通过的原因（必填）',
          hint: '申请人会知道原因；真实性存疑的，只说需要进一步核实',
          error: why,
          value: fieldOf(sent, 'reason'),
          options: [
            { value: '', words: '请选择' },
            ...CASE_REFUSALS.map((one) => ({ value: one, words: REFUSAL_WORDS[one] })),
          ],
        })}
      </div>`,
      noteField(fieldOf(sent, 'note'), '说明（不通过时必填）', '给工作人员看的一句话，不告诉申请人', note),
    ],
    buttons: [{ words: '提交初核' }],
  });
};

/** `code`: the unit's. */
export const seenWords = (seen: readonly Check[], code: string): Html =>
  seen.length === 0
    ? html`没有勾选材料`
    : html`${seen.map((check) => html`✓ ${checkWords(check, code)}<br />`)}`;

/** The duty of the second officer, beside the button. */
const lookAgainWords = (look: LookedAt): string =>
  isInactiveByRegister(look) && look.case.proposal?.decision === 'certified'
    ? '请自己再核对一遍材料，登记机关恢复登记的文书原件也要再看一遍；没有的，退回初核'
    : '请自己再核对一遍材料';

export const proposalPart = (visit: Visit, look: LookedAt, mistakes: Mistakes): Html => {
  const { case: found, note, returnedNote } = look;
  const { reference, proposal } = found;
  if (!proposal) return html``;
  const { id, by, at, decision, seen, reason } = proposal;
  const isCertified = decision === 'certified';
  const sent = sentBy(visit, 'case.return');
  const [label, hint] =
    by === visit.actor
      ? (['撤回的原因（必填）', '给工作人员看的一句话'] as const)
      : (['退回的原因（必填）', '给初核人看的一句话'] as const);
  const confirmation = {
    action: `${pathOf(reference)}/confirm`,
    body: [
      html`<p>${lookAgainWords(look)}，看到一样勾选一样。确认以后马上生效，单位登录后可以看到。</p>`,
      seenField(look, '您自己看到了哪些材料', {
        values: sentBy(visit, 'case.confirm').form.get('seen') ?? [],
        error: mistakes.seen,
      }),
    ],
    button: isCertified ? '确认通过' : '确认不通过',
  };
  return proposedParts(visit, {
    deed: '初核',
    id,
    by,
    at,
    title: `初核的结论：${isCertified ? '通过' : '不通过'}`,
    facts: [
      ['看到的材料', seenWords(seen, found.unitCode)],
      ['原因', reason && REFUSAL_WORDS[reason]],
      ['说明', note],
      ['上次退回的原因', returnedNote],
    ],
    untilThen: '',
    confirmation: lacksRestoration(look) ? undefined : confirmation,
    sendBack: {
      action: `${pathOf(reference)}/return`,
      field: noteField(fieldOf(sent, 'note'), label, hint, mistakes.note),
      buttons: ['撤回初核', '退回初核'],
      isOpen: sent.form.size > 0,
    },
  });
};

const hasSentBack = ({ returned }: CaseOverview, actor: Actor): boolean =>
  returned?.by === actor && returned.to !== actor;

/**
 * The reviewer who has sent it back waits for the other officer; the form is there for when that
 * one is away.
 */
export const openPart = (visit: Visit, look: LookedAt, mistakes: Mistakes): Html => {
  const isAlone = !hasSentBack(look.case, visit.actor);
  const proposal = proposeForm(visit, look, mistakes, isAlone);
  if (isAlone) return proposal;
  return card({
    title: `您已退回，等待${staffWords(look.case.returned!.to)}再办一次`,
    body: [
      facts([['退回的原因', look.returnedNote]]),
      fold('由我重新初核', proposal, sentBy(visit, 'case.propose').form.size > 0),
    ],
  });
};

export const returnedPart = ({ actor }: Visit, { case: found, note, returnedNote }: LookedAt): Html | '' => {
  const { returned } = found;
  if (!returned || hasSentBack(found, actor)) return '';
  if (!isWithdrawn(returned))
    return notice('care', `复核人${staffWords(returned.by)}退回的原因`, returnedNote);
  const before = returnedNote === undefined ? '' : html`<p>上次退回的原因：${returnedNote}</p>`;
  return notice('care', '撤回初核的原因', note, before);
};

const isCheck = (text: string): text is Check => CHECKS.some((check) => check === text);
const isRefusal = (text: string): text is CaseRefusal => CASE_REFUSALS.some((reason) => reason === text);

/** The last return that the page showed; '' is none. */
export const returnedIn = (visit: Visit): string => fieldOf(visit, 'returned');

/** The papers that are ticked. */
export const seenIn = ({ form: sent }: Visit): Check[] => (sent.get('seen') ?? []).filter(isCheck);

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
const noteMistake = (visit: Visit, label: string): string =>
  sentenceMistake(fieldOf(visit, 'note'), label, NOTE_MAXIMUM);

/** Papers, and the sentence, that a decision needs. */
export type Missing = readonly (Check | 'note')[];

const missingIn = (visit: Visit, missing: Missing, { unitCode }: CaseOverview): Mistakes => {
  const checks = missing.filter((one) => one !== 'note').map((one) => checkWords(one, unitCode));
  return {
    ...(checks.length > 0 && { seen: `还没有勾选：${checks.join('、')}。` }),
    ...(missing.includes('note') && { note: noteMistake(visit, '说明') }),
  };
};

/** The mistakes of a form without a decision. */
const undecidedIn = (visit: Visit): Mistakes => {
  const isRefused = fieldOf(visit, 'decision') === 'refused';
  const note = isRefused || fieldOf(visit, 'note') !== '' ? noteMistake(visit, '说明') : '';
  return {
    ...(isRefused ? { why: '请选择不通过的原因。' } : { decision: '请选择结论。' }),
    ...(note !== '' && { note }),
  };
};

/** The mistakes of a form that was sent. */
export const mistakesIn = (visit: Visit, deed: CaseDeed, missing: Missing, found: CaseOverview): Mistakes => {
  switch (deed) {
    case 'case.propose':
      return proposalIn(visit) ? missingIn(visit, missing, found) : undecidedIn(visit);
    case 'case.confirm':
      return missingIn(visit, missing, found);
    case 'case.return':
      return { note: noteMistake(visit, '原因') };
  }
};
