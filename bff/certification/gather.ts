/**
 * Collects the evidence for a claim, outside any transaction. Imported rows win; a partner is asked for what the imports don't
 * have. The agent is looked up only when the legal data holds. Partners need the `request`, for a `claim` has digests.
 */
import type { CertificationRequest } from '../contract/wire.ts';
import type {
  BusinessRegistry,
  HandlerEvidence,
  RegistryEvidence,
  SocialInsurance,
} from '../evidence/evidence.ts';
import { findInRegistry, type Claim, type Evidence } from './decide.ts';
import type { Snapshot } from './snapshot.ts';

/** Partners that are configured. */
export interface Sources {
  registry: BusinessRegistry | undefined;
  insurance: SocialInsurance | undefined;
}

export async function gather(
  snapshot: Snapshot,
  request: CertificationRequest,
  claim: Claim,
  sources: Sources,
): Promise<Evidence> {
  const registry = await registryEvidence(snapshot, request, sources);
  const agentMatters = request.agent && registry.kind !== 'outage' && !findInRegistry(claim, registry);
  return {
    registry,
    handler:
      agentMatters && request.agent ? await handlerEvidence(snapshot, request.agent, sources) : undefined,
  };
}

async function registryEvidence(
  snapshot: Snapshot,
  request: CertificationRequest,
  sources: Sources,
): Promise<RegistryEvidence> {
  if (snapshot.registryRecord) return { kind: 'record', record: snapshot.registryRecord };
  if (!sources.registry) return { kind: 'record', record: undefined };
  const { legalRepresentative, foundedOn } = request;
  return sources.registry.ask({ code: snapshot.unitCode, legalRepresentative, foundedOn });
}

async function handlerEvidence(
  snapshot: Snapshot,
  handler: { name: string; idNumber: string },
  sources: Sources,
): Promise<HandlerEvidence> {
  if (snapshot.handlerRecord)
    return { kind: 'record', handled: true, lastHandledOn: snapshot.handlerRecord.lastHandledOn };
  if (!sources.insurance) return { kind: 'record', handled: false, lastHandledOn: undefined };
  return sources.insurance.ask({ code: snapshot.unitCode, handler });
}
