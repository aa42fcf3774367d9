/** Says which sites are told of an event, asked once at the fan-out, and makes the message, anew at each try. */
import type { CaseRefusal, CaseState } from '../contract/cases.ts';
import {
  unitCase,
  unitCertified,
  unitDue,
  unitExpired,
  unitLapsed,
  unitRegistered,
  unitRejected,
} from '../contract/webhook.ts';
import type { DueReason, LapseReason } from '../contract/reasons.ts';
import type { Applicant, Method } from '../contract/wire.ts';
import type { EventType } from '../events/event.ts';
import type { WebhookRules } from '../events/webhook-rules.ts';
import { publicReason, type Finding } from './decide.ts';

/** The members of an event's detail, each there where its type has it. */
interface Detail {
  /** The submission's. */
  reference: string;
  applicant: Applicant;
  method: Method;
  /** In a refusal. */
  finding: Finding;
  /** In a refusal, of a claim that was given up and of a case: the unit is certified all the same. */
  isCertified?: true;
  /** In a lapse, in what is due, and in the refusal of a case. */
  reason: LapseReason & DueReason & CaseRefusal;
  /** The instant at which it is due, RFC 3339; null: it is not any more. */
  at: string | null;
}

export const webhookRules: WebhookRules = {
  audienceOf(type) {
    switch (type as EventType) {
      case 'certification.certified':
      case 'registration.certified':
      case 'certification.lapsed':
      case 'certification.revoked':
      case 'certification.due':
      case 'certification.agent-withdrew':
      case 'certification.restored':
      case 'case.opened':
      case 'case.certified':
      case 'case.refused':
      case 'case.withdrawn':
      case 'case.expired':
        return 'sites-of-the-unit';
      case 'certification.rejected':
      case 'certification.expired':
      case 'unit.registered':
        return 'its-site';
      default:
        return undefined;
    }
  },
  messageOf({ type, unit_code: unit, at, detail }) {
    if (unit === null) throw new Error('an event without a unit is told nobody');
    const {
      reference,
      applicant: by,
      method,
      finding,
      isCertified = false,
      reason,
      ...due
    } = detail as Detail;
    const submitted = { unit, reference };
    const certified = { by, method };
    switch (type as EventType) {
      case 'certification.certified':
      case 'registration.certified':
        return unitCertified(submitted, certified, at);
      case 'certification.rejected':
        return unitRejected(submitted, publicReason(finding), isCertified, at);
      case 'certification.expired':
        return unitExpired(submitted, isCertified, at);
      case 'certification.lapsed':
        return unitLapsed(unit, certified, reason, at);
      case 'certification.revoked':
        return unitLapsed(unit, certified, 'revoked', at);
      case 'certification.due':
      case 'certification.agent-withdrew':
      case 'certification.restored':
        return unitDue(unit, certified, { at: due.at === null ? null : new Date(due.at), reason }, at);
      case 'unit.registered':
        return unitRegistered(submitted, at);
      case 'case.opened':
        return unitCase(submitted, { state: 'open' }, isCertified, at);
      case 'case.refused':
        return unitCase(submitted, { state: 'refused', reason }, isCertified, at);
      case 'case.certified':
      case 'case.withdrawn':
      case 'case.expired':
        return unitCase(submitted, { state: type.slice('case.'.length) as CaseState }, isCertified, at);
      default:
        throw new Error('an event of this type is told nobody');
    }
  },
};
