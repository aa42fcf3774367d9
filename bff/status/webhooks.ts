/**
 * Makes the webhooks of events, anew at each try. `events/types.ts` says which events are told, and
 * to which sites.
 */
import type { CaseRefusal, CaseState } from '../contract/cases.ts';
import {
  unitCase,
  unitCertified,
  unitDue,
  unitExpired,
  unitLapsed,
  unitRegistered,
  unitRejected,
  type Certified,
  type Submitted,
  type UnitEvent,
} from '../contract/webhook.ts';
import type { DueReason, LapseReason } from '../contract/reasons.ts';
import type { Applicant, Method } from '../contract/wire.ts';
import { isToldType, type ToldEvent, type ToldType } from '../events/index.ts';
import { type Finding, publicReason } from '../attempts/index.ts';

/** The members of an event's detail, each there where its type has it. */
interface Detail {
  /** The submission's. */
  reference: string;
  applicant: Applicant;
  method: Method;
  /** In a refusal. */
  finding: Finding;
  /**
   * In a refusal, in a claim that was given up, and in a case: the unit was certified before, by
   * another submission.
   */
  isCertified?: true;
  /** In a lapse, in what is due, and in the refusal of a case. */
  reason: LapseReason & DueReason & CaseRefusal;
  /** The instant at which it is due, RFC 3339; null: it is not any more. */
  at: string | null;
}

/** The parts of an event that messages are made of. */
interface Told {
  unit: string;
  submitted: Submitted;
  certified: Certified;
  isCertified: boolean;
  detail: Detail;
  at: Date;
}

const certified = ({ submitted, certified: how, at }: Told): UnitEvent => unitCertified(submitted, how, at);

const due = ({ unit, certified: how, detail, at }: Told): UnitEvent =>
  unitDue(unit, how, { at: detail.at === null ? null : new Date(detail.at), reason: detail.reason }, at);

const caseIs =
  (state: Exclude<CaseState, 'certified' | 'refused'>) =>
  ({ submitted, isCertified, at }: Told): UnitEvent =>
    unitCase(submitted, { state }, isCertified, at);

const MESSAGES: Record<ToldType, (told: Told) => UnitEvent> = {
  'certification.certified': certified,
  'registration.certified': certified,
  'certification.rejected': ({ submitted, detail, isCertified, at }) =>
    unitRejected(submitted, publicReason(detail.finding), isCertified, at),
  'certification.expired': ({ submitted, isCertified, at }) => unitExpired(submitted, isCertified, at),
  'certification.superseded': ({ submitted, isCertified, at }) => unitExpired(submitted, isCertified, at),
  'certification.lapsed': ({ unit, certified: how, detail, at }) => unitLapsed(unit, how, detail.reason, at),
  'certification.revoked': ({ unit, certified: how, at }) => unitLapsed(unit, how, 'revoked', at),
  'certification.due': due,
  'certification.agent-withdrew': due,
  'certification.restored': due,
  'certification.merged': due,
  'unit.registered': ({ submitted, at }) => unitRegistered(submitted, at),
  'case.opened': caseIs('open'),
  'case.certified': ({ submitted, at }) => unitCase(submitted, { state: 'certified' }, true, at),
  'case.refused': ({ submitted, detail: { reason }, isCertified, at }) =>
    unitCase(submitted, { state: 'refused', reason }, isCertified, at),
  'case.withdrawn': caseIs('withdrawn'),
  'case.expired': caseIs('expired'),
};

/** Throws for an event that is told nobody, or that is not what this service wrote. Pure. */
export function messageOf({ type, unit_code: unit, at, detail: stored }: ToldEvent): UnitEvent {
  if (unit === null) throw new Error('an event without a unit is told nobody');
  if (!isToldType(type)) throw new Error('an event of this type is told nobody');
  const detail = stored as Detail;
  const { reference, applicant: by, method, isCertified = false } = detail;
  return MESSAGES[type]({
    unit,
    submitted: { unit, reference },
    certified: { by, method },
    isCertified,
    detail,
    at,
  });
}
