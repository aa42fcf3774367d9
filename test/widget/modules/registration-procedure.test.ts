import { expect } from '@open-wc/testing';
import type { RegistrationAnswer } from '../../../bff/contract/wire.ts';
import type { Failure, FailureCode } from '../../../widget/api/result.ts';
import {
  INITIAL,
  type PhoneState,
  type RegistrationEvent,
  type Stage,
  type State,
} from '../../../widget/registration/state.ts';
import {
  checkCode,
  checkUnit,
  isExpired,
  proofFor,
  transition,
  waitFor,
} from '../../../widget/registration/transition.ts';

const PHONE = '13800138000';
const OTHER = '13900139000';
const CODE = '123456';
const NOW = 1_000_000;

const submit: RegistrationEvent = { type: 'submit', phone: PHONE, code: CODE };
const proven: RegistrationEvent = { type: 'proven', phone: PHONE, proof: 'proof' };
const unproven = (code: FailureCode): RegistrationEvent => ({
  type: 'unproven',
  phone: PHONE,
  code: CODE,
  failure: { code },
});
const sent: RegistrationEvent = {
  type: 'code-sent',
  phone: PHONE,
  answer: { resendAfter: 60, expiresIn: 300 },
  at: NOW,
};
const answer = (change: Partial<RegistrationAnswer>): RegistrationEvent => ({
  type: 'answered',
  answer: { outcome: 'certified', assertion: 'assertion', ...change },
  at: NOW,
  hasErrors: false,
});
const codeFailed = (failure: Failure, unit = ''): RegistrationEvent => ({
  type: 'code-failed',
  phone: PHONE,
  unit,
  failure,
});
const failed = (code: FailureCode, errors?: { path: string; code: 'bad-date' }[]): RegistrationEvent => ({
  type: 'failed',
  failure: { code, errors },
});

const after = (...events: RegistrationEvent[]): State => events.reduce(transition, INITIAL);
const walk = (...events: RegistrationEvent[]): string[] =>
  events.map((_, index) => after(...events.slice(0, index + 1)).stage.name);
const phoneAfter = (...events: RegistrationEvent[]): PhoneState => after(...events).phone;

const STAGES: Stage[] = [
  { name: 'filling' },
  { name: 'correcting', errors: [] },
  { name: 'proving' },
  { name: 'sending' },
  { name: 'refused', place: 'unit', reason: 'unit-mismatch', attempts: undefined },
  { name: 'no-source' },
  { name: 'pending' },
  { name: 'stalled' },
  { name: 'done', assertion: 'assertion' },
  { name: 'trouble', failure: { code: 'network' } },
];
/** The names of the stages to which the event leads, where it is another one. */
const leads = (event: RegistrationEvent): Record<string, string> =>
  Object.fromEntries(
    STAGES.flatMap((stage) => {
      const { name } = transition({ ...INITIAL, stage }, event).stage;
      return name === stage.name ? [] : [[stage.name, name]];
    }),
  );

/** A union, and a company. */
const UNION = '813201000000000193';
const COMPANY = '91320100MA1DEM015L';
const unit = (code: string): RegistrationEvent => ({ type: 'unit-typed', code });
const told = (...classes: string[]): RegistrationEvent => ({
  type: 'registrable-answered',
  registrable: { classes },
});

describe('registration procedure', () => {
  describe('a class that no register has', () => {
    it('stops as soon as code and classes are known, in any order, until another code is typed', () => {
      expect(walk(told('9', '1'), unit(''), unit(UNION))).to.deep.equal(['filling', 'filling', 'no-source']);
      expect(walk(unit(UNION), told('9'), unit(''), unit(UNION), unit(COMPANY))).to.deep.equal([
        'filling',
        'no-source',
        'filling',
        'no-source',
        'filling',
      ]);
    });

    it('stops nobody before the service has told the classes, when it has all, and with an organization code', () => {
      expect(walk(unit(UNION))).to.deep.equal(['filling']);
      expect(walk(unit(UNION), { type: 'registrable-answered', registrable: {} }).at(-1)).to.equal('filling');
      expect(walk(told('9'), unit('MC0123456'))).to.deep.equal(['filling', 'filling']);
    });

    it('sends nothing, and survives other edits', () => {
      const state = after(told('9'), unit(UNION));
      for (const event of [submit, { type: 'edited', own: false }, { type: 'edited', own: true }] as const)
        expect(transition(state, event), event.type).to.equal(state);
    });

    it('is also what the service says, of a code or of a registration', () => {
      const refusal = { code: 'no-source' } as const;
      expect(walk(unit(UNION), codeFailed(refusal, UNION)).at(-1)).to.equal('no-source');
      expect(walk(unit(COMPANY), codeFailed(refusal, UNION)).at(-1), 'corrected').to.equal('filling');
      expect(walk(unit(UNION), proven, submit, failed('no-source')).at(-1)).to.equal('no-source');
    });

    it('is not judged while an answer is on its way', () => {
      expect(walk(unit(UNION), proven, submit, told('9')).at(-1)).to.equal('sending');
    });

    it('is an error of the unit’s code only', () => {
      const state = after(told('9'), unit(UNION));
      expect(checkUnit(state, UNION)).to.deep.equal({ code: 'no-source' });
      expect(checkUnit(state, COMPANY)).to.deep.include({ value: COMPANY });
      expect(checkUnit(after(unit(UNION)), UNION)).to.deep.include({ value: UNION });
      expect(checkUnit(state, '')).to.deep.include({ code: 'required' });
    });
  });

  it('prepares a proof of work as soon as the number is complete, and none after the element has left', () => {
    const typed = (phone: string): RegistrationEvent => ({ type: 'number-typed', phone });
    expect(phoneAfter(typed(PHONE)).preparing).to.equal(PHONE);
    expect(phoneAfter(typed(PHONE), typed('')).preparing).to.equal(undefined);
    expect(phoneAfter(typed(PHONE), typed(OTHER)).preparing).to.equal(OTHER);
    expect(phoneAfter(typed(PHONE), { type: 'left' }).preparing).to.equal(undefined);
  });

  it('checks the code, sends, and is done', () => {
    expect(walk(submit, proven, answer({}))).to.deep.equal(['proving', 'sending', 'done']);
    expect(walk(proven, submit), 'proven already').to.deep.equal(['filling', 'sending']);
  });

  it('distinguishes refused, pending and an answer without the assertion', () => {
    const at = (change: Partial<RegistrationAnswer>): Stage => after(proven, submit, answer(change)).stage;
    expect(at({ outcome: 'rejected', reason: 'unit-mismatch' })).to.include({ place: 'unit' });
    expect(at({ outcome: 'rejected', reason: 'unit-not-active' })).to.include({ place: 'unit' });
    expect(at({ outcome: 'rejected', reason: 'registry-mismatch' })).to.include({ place: 'real-name' });
    expect(at({ outcome: 'pending' })).to.deep.equal({ name: 'pending' });
    expect(at({ assertion: undefined })).to.deep.include({ failure: { code: 'unavailable' } });
    expect(walk(proven, submit, answer({ outcome: 'pending' }), answer({})).at(-1)).to.equal('done');
    const late = { ...answer({}), hasErrors: true } as RegistrationEvent;
    expect(at({}).name).to.equal('done');
    expect(after(proven, submit, late).stage, 'a field of the page').to.deep.equal({
      name: 'correcting',
      errors: [],
    });
  });

  it('takes an outcome that only a certification has as a fault of the service', () => {
    for (const outcome of ['kept', 'withdrawn'] as unknown as RegistrationAnswer['outcome'][])
      expect(after(proven, submit, answer({ outcome })).stage, outcome).to.deep.equal({
        name: 'trouble',
        failure: { code: 'unavailable' },
      });
  });

  it('leads back to the fields that can show the error, and says any other failure', () => {
    const errors = [{ path: 'foundedOn', code: 'bad-date' as const }];
    const at = (event: RegistrationEvent): Stage => after(proven, submit, event).stage;
    expect(at(failed('invalid-fields', errors))).to.deep.equal({ name: 'correcting', errors });
    expect(at(failed('invalid-fields', []))).to.include({ name: 'trouble' });
    expect(at(failed('network'))).to.include({ name: 'trouble' });
    expect(at(failed('phone-proof-expired'))).to.include({ name: 'correcting' });
    expect(walk(submit, unproven('phone-code-wrong'))).to.deep.equal(['proving', 'correcting']);
    expect(walk(submit, unproven('network'))).to.deep.equal(['proving', 'trouble']);
    expect(walk(unproven('network')), 'nothing was submitted').to.deep.equal(['filling']);
  });

  it('submits from every stage in which nothing is under way, and ignores late answers', () => {
    const toProving = { filling: 'proving', correcting: 'proving', refused: 'proving' };
    expect(leads(submit)).to.deep.equal({ ...toProving, stalled: 'proving', trouble: 'proving' });
    expect(leads(answer({ outcome: 'pending' }))).to.deep.equal({
      proving: 'pending',
      sending: 'pending',
      done: 'pending',
    });
    expect(leads({ type: 'stalled' })).to.deep.equal({ pending: 'stalled', proving: 'filling' });
    expect(leads({ type: 'withdrawn' })).to.deep.equal({ done: 'filling' });
  });

  it('forgets what was said at the end when the user types, and keeps a refusal', () => {
    const toFilling = { correcting: 'filling', stalled: 'filling', done: 'filling', trouble: 'filling' };
    expect(leads({ type: 'edited', own: false })).to.deep.equal({ ...toFilling, pending: 'filling' });
    expect(leads({ type: 'edited', own: true })).to.deep.equal(toFilling);
  });

  it('ends what is under way when the element leaves the page, and everything when the user signs out', () => {
    expect(leads({ type: 'left' })).to.deep.equal({
      proving: 'filling',
      sending: 'filling',
      pending: 'stalled',
    });
    expect(after(sent, proven, submit, { type: 'signed-out' })).to.equal(INITIAL);
  });

  it('takes a code for wrong or expired as the service says, and counts the seconds until another one', () => {
    const wrong = unproven('phone-code-wrong');
    expect(checkCode(phoneAfter(sent, wrong), PHONE, CODE)).to.deep.equal({ code: 'wrong' });
    expect(checkCode(phoneAfter(sent, wrong), OTHER, CODE)).to.deep.include({ value: CODE });
    const often = phoneAfter(sent, ...Array<RegistrationEvent>(9).fill(wrong));
    expect(checkCode(often, PHONE, CODE)).to.deep.equal({ code: 'wrong' });
    const last = phoneAfter(sent, wrong, unproven('phone-code-expired'));
    expect(checkCode(last, PHONE, CODE)).to.deep.equal({ code: 'expired' });
    expect(isExpired(last, PHONE) && !isExpired(last, OTHER)).to.equal(true);
    expect(isExpired(phoneAfter(sent, unproven('phone-code-expired'), sent), PHONE)).to.equal(false);
    expect(waitFor(phoneAfter(sent), PHONE, NOW + 500)).to.equal(60);
    expect(waitFor(phoneAfter(sent), OTHER, NOW)).to.equal(0);
    const tooSoon = { code: 'too-many-codes', retryAfter: 30, retryAt: NOW + 30_000 } as const;
    const refused = codeFailed(tooSoon);
    expect(waitFor(phoneAfter(refused), PHONE, NOW)).to.equal(30);
  });

  it('keeps the proof of one number, until it expires', () => {
    expect(proofFor(phoneAfter(sent, proven), PHONE)).to.equal('proof');
    expect(proofFor(phoneAfter(sent, proven), OTHER)).to.equal(undefined);
    const expired = phoneAfter(sent, proven, submit, failed('phone-proof-expired'));
    expect(proofFor(expired, PHONE)).to.equal(undefined);
    expect(checkCode(expired, PHONE, '')).to.deep.equal({ code: 'unproven' });
  });

  it('checks a code once, and sends it for one number at a time', () => {
    const typed: RegistrationEvent = { type: 'code-typed', phone: PHONE, code: CODE };
    const state = after(typed);
    const { proving } = state.phone;
    expect(transition(state, typed).phone.proving).to.equal(proving);
    expect(transition(state, submit).phone.proving, 'submitted meanwhile').to.equal(proving);
    const older: RegistrationEvent = { ...unproven('phone-code-wrong'), code: '111111' } as RegistrationEvent;
    expect(transition(state, older).phone.proving, 'another code').to.equal(proving);
    expect(phoneAfter(proven, typed).proving).to.equal(undefined);
    const early = transition(state, { ...submit, code: '654321' } as RegistrationEvent);
    for (const code of ['phone-code-wrong', 'network'] as const)
      expect(transition(early, unproven(code)).stage, `${code} for an earlier code`).to.deep.equal({
        name: 'proving',
      });
    const other = transition(state, { type: 'submit', phone: OTHER, code: CODE });
    for (const late of [proven, unproven('phone-code-wrong')]) {
      const { stage, phone } = transition(other, late);
      expect([stage.name, phone.proving?.phone], `${late.type} for an earlier number`).to.deep.equal([
        'proving',
        OTHER,
      ]);
    }
  });
});
