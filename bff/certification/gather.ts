/**
 * Collects the evidence for a claim, outside any transaction. Imported rows win; a partner is asked for
 * what the imports don't hold.
 */
import type { CertificationRequest } from '../contract/wire.ts';
import type {
  BusinessRegistry,
  HandlerEvidence,
  RegistryEvidence,
  SocialInsurance,
} from '../evidence/evidence.ts';
import { registryRecordOf } from '../evidence/people.ts';
import { findInRegistry, type Claim, type Evidence } from './decide.ts';
import type { Situation } from './situation.ts';

/** Partners that are configured. */
export interface Sources {
  registry: BusinessRegistry | undefined;
  insurance: SocialInsurance | undefined;
}

export async function gather(
  situation: Situation,
  request: CertificationRequest,
  claim: Claim,
  sources: Sources,
): Promise<Evidence> {
  const registry = await registryEvidence(situation, request, sources);
  const agentMatters = request.agent && registry.kind !== 'outage' && !findInRegistry(claim, registry);
  return {
    registry,
    handler:
      agentMatters && request.agent ? await handlerEvidence(situation, request.agent, sources) : undefined,
  };
}

async function registryEvidence(
  situation: Situation,
  request: CertificationRequest,
  sources: Sources,
): Promise<RegistryEvidence> {
  if (situation.registryRow) return { kind: 'record', record: registryRecordOf(situation.registryRow) };
  if (!sources.registry) return { kind: 'record', record: undefined };
  const { legalRepresentative, foundedOn } = request;
  return sources.registry.ask({ code: situation.unitCode, legalRepresentative, foundedOn });
}

async function handlerEvidence(
  situation: Situation,
  handler: { name: string; idNumber: string },
  sources: Sources,
): Promise<HandlerEvidence> {
  if (situation.handled)
    return { kind: 'record', handled: true, lastHandledOn: situation.handled.lastHandledOn };
  if (!sources.insurance) return { kind: 'record', handled: false, lastHandledOn: undefined };
  return sources.insurance.ask({ code: situation.unitCode, handler });
}
