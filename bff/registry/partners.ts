/**
 * The business registry and the social insurance records as HTTP partners (docs/zh/partners.md).
 */
import { hasClass, isOfClass, sourceOf } from '../contract/sources.ts';
import { normalizeUnitCode, organizationCodeOf } from '../contract/unit-code.ts';
import type { Digester } from '../keys/index.ts';
import { handlerAnswer, matchAnswer, recordAnswer, type RegistryAnswer } from './partner-answers.ts';
import { createPartnerClient, type Partner, type Tuning } from '../network/index.ts';
import type {
  BusinessRegistry,
  HandlerEvidence,
  RegistryEvidence,
  RegistryRecord,
  SocialInsurance,
} from './evidence.ts';
import { comparableRepresentatives } from './people.ts';
import { claimFieldsOf } from './sources.ts';
import { registryStateOf } from './registry-state.ts';

export interface RegistryPartner extends Partner {
  /** The registry returns no records: it gets the whole claim and answers whether it matches. */
  matchOnly: boolean;
  /** The first characters of the codes that it is asked for. Without any it is asked for all. */
  classes?: readonly string[];
}

/**
 * Whether the registry has the class of the unit with this code. It is asked for every organization
 * code, which has no class.
 */
export const answersFor = ({ classes = [] }: BusinessRegistry, code: string): boolean =>
  !classes.length || !hasClass(code) || isOfClass(code, classes);

export function createRegistryPartner(
  partner: RegistryPartner,
  digester: Digester,
  tuning?: Tuning,
): BusinessRegistry {
  const { ask, isResting } = createPartnerClient(partner, tuning);
  return {
    classes: partner.classes,
    isResting,
    async ask({ code, legalRepresentative, foundedOn }) {
      const { name, idNumber } = legalRepresentative;
      const reply = partner.matchOnly
        ? await ask({ code, legalRepresentative: { name, idNumber }, foundedOn }, matchAnswer)
        : await ask({ code }, recordAnswer);
      return reply.kind === 'outage' ? reply : evidenceOf(reply.value, code, digester);
    },
  };
}

function evidenceOf(answer: RegistryAnswer, code: string, digester: Digester): RegistryEvidence {
  if (!answer.found) return { kind: 'record', record: undefined };
  if (answer.unit === undefined)
    return { kind: 'verdict', found: true, matches: answer.matches, active: answer.active };
  if (!isSameUnit(answer.unit.code, code)) return { kind: 'outage', outage: 'bad-answer' };
  return {
    kind: 'record',
    record: recordOf(answer.unit, claimFieldsOf(sourceOf(code)), digester),
  };
}

/** A partner may return the unit's other code: a USCC contains the organization code. */
function isSameUnit(answeredCode: string, requestedCode: string): boolean {
  const code = normalizeUnitCode(answeredCode);
  if (code === undefined) return false;
  return (
    code === requestedCode ||
    (code.length !== requestedCode.length && organizationCodeOf(code) === organizationCodeOf(requestedCode))
  );
}

type AnsweredUnit = Extract<RegistryAnswer, { unit: object }>['unit'];

const recordOf = (
  unit: AnsweredUnit,
  compares: RegistryRecord['compares'],
  digester: Digester,
): RegistryRecord => ({
  name: unit.name,
  representatives: comparableRepresentatives(unit.legalRepresentatives, digester),
  foundedOn: unit.foundedOn,
  state: registryStateOf(unit.status),
  compares,
});

export function createInsurancePartner(partner: Partner, tuning?: Tuning): SocialInsurance {
  const { ask, isResting } = createPartnerClient(partner, tuning);
  return {
    isResting,
    async ask({ code, handler: { name, idNumber } }): Promise<HandlerEvidence> {
      const reply = await ask({ code, handler: { name, idNumber } }, handlerAnswer);
      if (reply.kind === 'outage') return reply;
      return {
        kind: 'record',
        handled: reply.value.handled,
        lastHandledOn: reply.value.lastHandledOn ?? undefined,
      };
    },
  };
}
