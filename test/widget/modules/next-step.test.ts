/** The next step of a unit: one table for every place that leads the user. */
import { expect } from '@open-wc/testing';
import { CASE_REFUSALS, type CaseRefusal } from '../../../bff/contract/cases.ts';
import { type CaseView, type FormView, type KindView, STATUSES } from '../../../bff/contract/wire.ts';
import { nextStep } from '../../../widget/procedure/next-step.ts';
import { type Known, knownFrom } from '../../../widget/procedure/state.ts';
import { statusOf } from '../support/scripted.ts';

const UNTIL = '2026-12-24T08:00:00Z';
const NONE_LEFT = { remaining: 0, resetsAt: UNTIL };
const LEFT = { remaining: 2, resetsAt: null };
const REFUSED_AT = '2026-11-26T08:00:00Z';

const FORMS: Record<string, FormView> = {
  register: { fields: ['legalRepresentative.name'], source: 'market' },
  both: { fields: ['legalRepresentative.name'], source: 'market', counter: true },
  counter: { fields: ['legalRepresentative.name'], source: 'counter', counter: true },
  nothing: { fields: [], reason: 'no-source' },
};

const claim = (change: Partial<CaseView>): CaseView => ({
  reference: 'P4XW7TRH',
  state: 'open',
  openedAt: '2026-11-24T08:00:00Z',
  until: UNTIL,
  ...change,
});
const refusedFor = (reason: CaseRefusal): CaseView =>
  claim({ state: 'refused', endedAt: REFUSED_AT, reason });

interface Unit extends Partial<Known> {
  realName?: Partial<KindView>;
  form?: FormView;
}

const unit = ({ realName = {}, ...change }: Unit): Known => ({
  ...statusOf('uncertified', { attempts: LEFT, form: FORMS['both']! }),
  caseAttempts: LEFT,
  ...change,
  kinds: [{ kind: 'real-name', status: 'uncertified', ...realName }],
});
/** The step, and the ways that are open. */
const led = (change: Unit): string => {
  const { step, online, counter, refused } = nextStep(unit(change));
  return [step, online ?? '-', counter ?? '-', ...(refused ? ['refused'] : [])].join(' ');
};

const lastRefused = (reason: 'registry-mismatch' | 'unit-not-active', at: string) => ({
  last: { outcome: 'rejected' as const, reference: 'K7M29QXH', reason, at },
});
const INACTIVE = lastRefused('unit-not-active', '2026-11-20T08:00:00Z');
const DUE = { status: 'certified', due: { at: UNTIL, reason: 'representative-changed' } } as const;

describe('the next step', () => {
  it('is the form for the register, or the counter where no register answers, as long as claims are left', () => {
    const steps = (change: Unit): string[] => Object.values(FORMS).map((form) => led({ form, ...change }));
    expect(steps({})).to.deep.equal(['online open -', 'online open open', 'counter - open', 'no-source - -']);
    expect(steps({ attempts: NONE_LEFT })).to.deep.equal([
      'used-up used-up -',
      'counter used-up open',
      'counter - open',
      'no-source - -',
    ]);
    expect(steps({ caseAttempts: NONE_LEFT })).to.deep.equal([
      'online open -',
      'online open used-up',
      'used-up - used-up',
      'no-source - -',
    ]);
    expect(steps({ attempts: NONE_LEFT, caseAttempts: NONE_LEFT })).to.deep.equal([
      'used-up used-up -',
      'used-up used-up used-up',
      'used-up - used-up',
      'no-source - -',
    ]);
    expect(steps({ canSubmit: false }), 'an operator').to.deep.equal(Array(4).fill('administrator - -'));
  });

  it('depends on the status: none with a certification in force, unless it is due, and none while a claim is checked', () => {
    expect(STATUSES.map((status) => led({ realName: { status } }))).to.deep.equal([
      'none - -',
      'online open open',
      'checking - -',
      'online open open',
      'none - -',
    ]);
    expect(led({ realName: DUE })).to.equal('online open open');
    const submission = { reference: 'K7M29QXH', at: REFUSED_AT };
    expect(led({ realName: { ...DUE, submission } }), 'a renewal waits').to.equal('checking - -');
  });

  it('is a claim that is kept, before all that hinders another one', () => {
    const hindrances: Unit[] = [
      {},
      { canSubmit: false },
      { attempts: NONE_LEFT },
      { caseAttempts: NONE_LEFT },
      { realName: INACTIVE },
      { realName: DUE },
      ...Object.values(FORMS).map((form) => ({ form })),
    ];
    const stepWith = (change: Unit): string[] =>
      hindrances.map((each) => nextStep(unit({ ...each, ...change })).step);
    expect(new Set(stepWith({ case: claim({}) }))).to.deep.equal(new Set(['case']));
    expect(new Set(stepWith({ recheck: { reference: 'R7M29QXB', until: UNTIL } }))).to.deep.equal(
      new Set(['recheck']),
    );
    expect(led({ case: claim({}), recheck: { reference: 'R7M29QXB', until: UNTIL } })).to.equal(
      'case open open',
    );
  });

  it('is the authority for a unit that is not active, also when no attempt is left', () => {
    for (const realName of [INACTIVE, { status: 'lapsed', reason: 'unit-not-active' } as const]) {
      expect(led({ realName })).to.equal('authority open open');
      expect(led({ realName, attempts: NONE_LEFT })).to.equal('authority used-up open');
      expect(led({ realName, canSubmit: false })).to.equal('administrator - -');
    }
  });

  it('is what the counter’s refusal leaves: another case, the form, or nothing for now', () => {
    const refused = { case: refusedFor('papers-missing') };
    expect(led(refused)).to.equal('counter open open refused');
    expect(led({ ...refused, attempts: NONE_LEFT })).to.equal('counter used-up open refused');
    expect(led({ ...refused, caseAttempts: NONE_LEFT })).to.equal('online open used-up refused');
    expect(led({ ...refused, attempts: NONE_LEFT, caseAttempts: NONE_LEFT })).to.equal(
      'used-up used-up used-up refused',
    );
    expect(led({ ...refused, realName: INACTIVE }), 'the counter knows it').to.equal(
      'counter open open refused',
    );
    expect(led({ ...refused, canSubmit: false })).to.equal('administrator - -');
    const steps = CASE_REFUSALS.map((reason) => nextStep(unit({ case: refusedFor(reason) })).step);
    expect(steps).to.deep.equal(['counter', 'counter', 'counter', 'authority', 'authority']);
  });

  it('is no longer that of a refusal at the counter after a later submission was refused, nor of a case that has expired', () => {
    const refused = refusedFor('papers-missing');
    const later = lastRefused('registry-mismatch', '2026-11-27T08:00:00Z');
    const earlier = lastRefused('registry-mismatch', '2026-11-25T08:00:00Z');
    expect(led({ case: refused, realName: later })).to.equal('online open open');
    expect(led({ case: refused, realName: earlier })).to.equal('counter open open refused');
    expect(led({ case: claim({ state: 'expired', endedAt: UNTIL }) })).to.equal('online open open');
  });

  it('is the form when only the portal’s server has said the status, and none before', () => {
    expect(nextStep(knownFrom('uncertified')).step).to.equal('online');
    expect(nextStep(undefined).step).to.equal('none');
  });

  it('lets the user who submitted ask for a re-check, unless a claim waits already', () => {
    const may = (change: Unit = {}): boolean => {
      const { last } = lastRefused('registry-mismatch', REFUSED_AT);
      return nextStep(unit({ realName: { last: { ...last, recheckable: true } }, ...change })).recheckable;
    };
    expect(may()).to.equal(true);
    expect(may({ attempts: NONE_LEFT })).to.equal(true);
    expect(may({ recheck: { reference: 'R7M29QXB', until: UNTIL } })).to.equal(false);
    expect(may({ case: claim({}) })).to.equal(false);
    const expired = (endedAt: string): CaseView => claim({ state: 'expired', endedAt });
    expect(may({ case: expired('2026-11-25T08:00:00Z') })).to.equal(true);
    expect(may({ case: expired(UNTIL) }), 'the case is newer').to.equal(false);
    expect(may({ form: FORMS['nothing']! }), 'no register').to.equal(false);
    expect(may({ form: FORMS['counter']! }), 'no register').to.equal(false);
    expect(may({ canSubmit: false })).to.equal(false);
    expect(may({ realName: lastRefused('registry-mismatch', REFUSED_AT) }), 'another user').to.equal(false);
  });
});
