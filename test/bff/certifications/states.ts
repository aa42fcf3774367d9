/** Every combination of what may be known of a unit, folded to what makes a difference. */
import type { Case, EndedClaim, Facts } from '../../../bff/certifications/next.ts';
import type { Attempts } from '../../../bff/contract/wire.ts';

const HOUR = 3_600_000;
/** The instants of the states, of which the order counts: a term begins, and then come claim, case and due in any order. */
export const NOW = Date.parse('2026-12-01T00:00:00Z');
const BEGUN = NOW - 100 * HOUR;
const ORDERS = [
  { claim: 3, case: 2, term: 1 },
  { claim: 2, case: 3, term: 1 },
  { claim: 1, case: 2, term: 3 },
] as const;

const left = (remaining: number): Attempts => ({
  remaining,
  resetsAt: remaining === 0 ? new Date(NOW + HOUR).toISOString() : null,
});

type At = (place: keyof (typeof ORDERS)[number]) => number;

const TERMS: readonly ((at: At) => Pick<Facts, 'term' | 'ended'>)[] = [
  () => ({ term: undefined, ended: undefined }),
  (at) => ({ term: undefined, ended: { at: at('term'), reason: 'unit-not-active' } }),
  (at) => ({ term: undefined, ended: { at: at('term'), reason: 'revoked' } }),
  () => ({ term: { by: 'agent', since: BEGUN, due: undefined }, ended: undefined }),
  () => ({ term: { by: 'legal-representative', since: BEGUN, due: undefined }, ended: undefined }),
  ...(['agent-withdrew', 'representative-changed'] as const).map((reason) => (at: At) => ({
    term: { by: 'agent' as const, since: BEGUN, due: { at: NOW + HOUR, reason, since: at('term') } },
    ended: undefined,
  })),
  (at) => ({
    term: {
      by: 'legal-representative',
      since: BEGUN,
      due: { at: NOW + HOUR, reason: 'registration-changed', since: at('term') },
    },
    ended: undefined,
  }),
];

const CASES: readonly ((endedAt: number) => Case | undefined)[] = [
  () => undefined,
  () => ({ reference: 'CASE', state: 'open', until: NOW + HOUR, seen: false, returned: false }),
  () => ({ reference: 'CASE', state: 'open', until: NOW + HOUR, seen: false, returned: true }),
  () => ({ reference: 'CASE', state: 'open', until: NOW + HOUR, seen: true, returned: false }),
  (endedAt) => ({ reference: 'CASE', state: 'certified', endedAt }),
  (endedAt) => ({ reference: 'CASE', state: 'expired', endedAt }),
  ...(['papers-missing', 'papers-in-doubt', 'unit-not-active'] as const).map(
    (reason) => (endedAt: number) => ({ reference: 'CASE', state: 'refused' as const, endedAt, reason }),
  ),
];

const CLAIMS: readonly ((at: number) => EndedClaim | undefined)[] = [
  () => undefined,
  (at) => ({ reference: 'LAST', outcome: 'certified', at }),
  (at) => ({ reference: 'LAST', outcome: 'expired', at }),
  (at) => ({ reference: 'LAST', outcome: 'superseded', at }),
  ...(
    [
      ['registry-mismatch', true],
      ['registry-mismatch', false],
      ['unit-not-active', true],
      ['agent-without-record', false],
    ] as const
  ).map(([reason, isRecheckable]) => (at: number) => ({
    reference: 'LAST',
    outcome: 'rejected' as const,
    at,
    reason,
    isRecheckable,
  })),
];

const BOTH = [false, true] as const;
/** Whether the unit was certified too often today, and whether it is held. */
const MORE = [
  [false, false],
  [true, false],
  [true, true],
] as const;

export function* states(): Generator<Facts> {
  for (const role of ['administrator', 'operator'] as const)
    for (const isAnswered of BOTH)
      for (const hasCounter of BOTH)
        for (const isInactive of [undefined, false, true])
          for (const order of ORDERS) {
            const at: At = (place) => NOW - 90 * HOUR + order[place] * HOUR;
            for (const term of TERMS)
              for (const isPending of BOTH)
                for (const isKept of BOTH)
                  for (const caseOf of CASES)
                    for (const claimOf of CLAIMS)
                      for (const isExpired of claimOf(0)?.outcome === 'rejected' ? BOTH : [false])
                        for (const attempts of [0, 3])
                          for (const cases of hasCounter ? [0, 2] : [undefined])
                            for (const [isReplaced, isHeld] of MORE)
                              yield {
                                role,
                                isAnswered,
                                hasCounter,
                                isHeld,
                                isInactive,
                                ...term(at),
                                pending: isPending ? { reference: 'WAIT' } : undefined,
                                recheck: isKept ? { reference: 'KEPT', until: NOW + 2 * HOUR } : undefined,
                                case: caseOf(at('case')),
                                last: claimOf(at('claim')),
                                recheckEnded: isExpired
                                  ? {
                                      reference: 'OVER',
                                      at: at('claim') + HOUR / 2,
                                      reason: 'recheck-expired',
                                    }
                                  : undefined,
                                attempts: left(attempts),
                                caseAttempts: cases === undefined ? undefined : left(cases),
                                replacedUntil: isReplaced ? NOW + 3 * HOUR : undefined,
                              };
          }
}
