/**
 * The rules that an officer could dispute: (claim, evidence, now) → decision. No I/O, no clock.
 * Source: user manual, sections 2.3 and 2.8 (legal data equals the business registration, whoever
 * applies; an agent has handled social insurance business at this unit).
 */
import { chinaDate } from '../contract/identifiers.ts';
import { DAY } from '../contract/time.ts';
import { isOfState, isRecheckable, type Reason } from '../contract/reasons.ts';
import {
  comparableName,
  type ComparablePerson,
  type HandlerEvidence,
  isDamaged,
  type Outage,
  peopleNamed,
  REGISTRY_STATES,
  type RegistryEvidence,
  type RegistryRecord,
} from '../registry/index.ts';

/** The claim of the unit's user, ready to be compared. */
export interface Claim {
  legalRepresentative: ComparablePerson;
  /** `YYYY-MM-DD`; undefined where the unit's source has none. */
  foundedOn: string | undefined;
  byAgent: boolean;
  /**
   * Only at a registration: the unit's name as typed, which must equal the registry's. Portals
   * vouch for their own units.
   */
  unitName?: string | undefined;
}

export interface Evidence {
  registry: RegistryEvidence;
  /** The decision as far as the registry goes (`decideOnRegistry`). */
  onRegistry: Decision;
  /** Present when an agent applies and the legal data did not already fail. */
  handler: HandlerEvidence | undefined;
}

/**
 * The rule that a claim failed. Stays inside; `publicReason` maps it to the reason that users and
 * portals learn.
 */
const FINDINGS = [
  'unit-code-unknown',
  'unit-name-differs',
  'unit-not-found',
  'registry-incomplete',
  'legal-name-differs',
  'legal-number-differs',
  'founding-date-differs',
  'registry-differs',
  'unit-not-active',
  'agent-without-record',
  'agent-record-too-old',
] as const;
export type Finding = (typeof FINDINGS)[number];

export type Decision =
  | { outcome: 'certified' }
  | { outcome: 'rejected'; finding: Finding }
  | { outcome: 'pending'; partner: Partner; outage: Outage }
  /** The partner is being asked. */
  | { outcome: 'pending'; partner: Partner; outage?: undefined };

export type Partner = 'registry' | 'insurance';

/**
 * Only the insurance partner knows whether the agent has handled business, and is asked once this
 * is recorded.
 */
export const INSURANCE_IS_ASKED = { outcome: 'pending', partner: 'insurance' } as const satisfies Decision;

export interface Rules {
  /**
   * A handling record counts for this many days in China, its own day included; undefined: for
   * ever.
   */
  agentRecordMaxAgeDays: number | undefined;
}

/**
 * One public reason for every mismatch, whichever field differs and whether or not the unit is
 * known. A registration has another one for the unit itself, which does not say whether its code or
 * its name differs.
 */
export function publicReason(finding: Finding): Reason {
  if (isOfState(finding)) return finding;
  switch (finding) {
    case 'unit-code-unknown':
    case 'unit-name-differs':
      return 'unit-mismatch';
    case 'unit-not-found':
    case 'registry-incomplete':
    case 'legal-name-differs':
    case 'legal-number-differs':
    case 'founding-date-differs':
    case 'registry-differs':
      return 'registry-mismatch';
    case 'agent-without-record':
    case 'agent-record-too-old':
      return 'agent-without-record';
  }
}

/** As `isOfState`. */
export const isFindingOfState = (finding: Finding | null | undefined): boolean =>
  !!finding && isOfState(publicReason(finding));

/** The unit's people and founding are right, and its state is not. */
export const isNotActive = (decision: Decision): decision is Extract<Decision, { outcome: 'rejected' }> =>
  decision.outcome === 'rejected' && isFindingOfState(decision.finding);

/** The findings after which a claim may be checked again by itself. */
export const RECHECKABLE = FINDINGS.filter((finding) => isRecheckable(publicReason(finding)));

/**
 * No claim can agree: nobody has both a number and a name that can be read, or a date is compared
 * that the register does not have.
 */
export const isIncomplete = ({
  representatives,
  foundedOn,
  compares,
}: Pick<RegistryRecord, 'representatives' | 'foundedOn' | 'compares'>): boolean =>
  !representatives.some(({ name, numbers }) => numbers.length > 0 && !isDamaged(name)) ||
  (compares.includes('foundedOn') && foundedOn === undefined);

/**
 * A registering unit's code and name (manual, section 3), compared before its people are. A
 * registry that gives verdicts tells no name, so there the code alone is compared.
 */
function findUnit(unitName: string, evidence: RegistryEvidence): Finding | undefined {
  if (evidence.kind === 'outage') return undefined;
  if (evidence.kind === 'verdict') return evidence.found ? undefined : 'unit-code-unknown';
  if (!evidence.record) return 'unit-code-unknown';
  const same = comparableName(evidence.record.name) === comparableName(unitName);
  return same ? undefined : 'unit-name-differs';
}

/**
 * Compares the unit, where its name is claimed, then the legal data; undefined when it holds. The
 * unit's state is judged only after that.
 */
export function findInRegistry(claim: Claim, evidence: RegistryEvidence): Finding | undefined {
  const unit = claim.unitName === undefined ? undefined : findUnit(claim.unitName, evidence);
  if (unit) return unit;
  if (evidence.kind === 'outage') return undefined;
  if (evidence.kind === 'verdict') {
    if (!evidence.found) return 'unit-not-found';
    if (!evidence.matches) return 'registry-differs';
    return evidence.active ? undefined : 'unit-not-active';
  }
  const { record } = evidence;
  if (!record) return 'unit-not-found';
  if (isIncomplete(record)) return 'registry-incomplete';
  const { name, numbers } = claim.legalRepresentative;
  const named = peopleNamed(name, record.representatives);
  if (named.length === 0) return 'legal-name-differs';
  if (!named.some((person) => person.numbers.some((number) => numbers.includes(number))))
    return 'legal-number-differs';
  if (record.compares.includes('foundedOn') && record.foundedOn !== claim.foundedOn)
    return 'founding-date-differs';
  return REGISTRY_STATES[record.state].refusal ?? undefined;
}

/**
 * The decision as far as the registry goes: final unless it is `certified` and an agent applies.
 */
export function decideOnRegistry(claim: Claim, registry: RegistryEvidence): Decision {
  if (registry.kind === 'outage') return { outcome: 'pending', partner: 'registry', outage: registry.outage };
  const finding = findInRegistry(claim, registry);
  return finding ? { outcome: 'rejected', finding } : { outcome: 'certified' };
}

/** `now` in milliseconds since the epoch. */
export function decide(
  { byAgent }: Claim,
  { onRegistry, handler }: Pick<Evidence, 'onRegistry' | 'handler'>,
  rules: Rules,
  now: number,
): Decision {
  if (onRegistry.outcome !== 'certified' || !byAgent) return onRegistry;
  return decideOnAgent(handler, rules, now);
}

/** Both `YYYY-MM-DD`. */
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;

function decideOnAgent(handler: HandlerEvidence | undefined, rules: Rules, now: number): Decision {
  if (!handler) throw new Error('an agent was decided on without handler evidence');
  if (handler.kind === 'outage') return { outcome: 'pending', partner: 'insurance', outage: handler.outage };
  if (!handler.handled) return { outcome: 'rejected', finding: 'agent-without-record' };
  const maxAge = rules.agentRecordMaxAgeDays;
  if (maxAge !== undefined) {
    const age = handler.lastHandledOn ? daysBetween(handler.lastHandledOn, chinaDate(now)) : Infinity;
    if (age >= maxAge) return { outcome: 'rejected', finding: 'agent-record-too-old' };
  }
  return { outcome: 'certified' };
}
