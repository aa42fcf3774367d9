/**
 * Collects the evidence for a claim, outside any transaction. Imported rows win; a partner is asked for what the imports don't
 * have. Partners need the `request`, for a `claim` has digests.
 */
import { chinaDate } from '../contract/identifiers.ts';
import type { CertificationRequest } from '../contract/wire.ts';
import type {
  BusinessRegistry,
  HandlerEvidence,
  RegistryEvidence,
  SocialInsurance,
  UsedSource,
} from '../evidence/evidence.ts';
import { decideOnRegistry, type Claim, type Decision, type Evidence } from './decide.ts';
import type { Snapshot } from './snapshot.ts';

/** Partners that are configured. */
export interface Sources {
  registry: BusinessRegistry | undefined;
  insurance: SocialInsurance | undefined;
}

/** `now` in milliseconds. A partner speaks as of the day on which it is asked. */
export function usedSource({ registryRecord }: Snapshot, now: number): UsedSource {
  const imported = registryRecord?.imported;
  return imported
    ? { method: 'registry', name: imported.source, asOf: imported.asOf }
    : { method: 'partner', name: 'partner', asOf: chinaDate(now) };
}

export async function gather(
  snapshot: Snapshot,
  request: CertificationRequest,
  claim: Claim,
  sources: Sources,
): Promise<Evidence> {
  const registry = await askRegistry(snapshot, request, sources);
  const onRegistry = decideOnRegistry(claim, registry);
  const found = findHandler(snapshot, request, onRegistry, sources);
  return { registry, onRegistry, handler: found.asks ? await found.ask() : found.handler };
}

export async function askRegistry(
  snapshot: Snapshot,
  request: CertificationRequest,
  sources: Sources,
): Promise<RegistryEvidence> {
  if (snapshot.registryRecord) return { kind: 'record', record: snapshot.registryRecord };
  if (!sources.registry || sources.registry.answersFor?.(snapshot.unitCode) === false)
    return { kind: 'record', record: undefined };
  const { legalRepresentative, foundedOn } = request;
  return sources.registry.ask({ code: snapshot.unitCode, legalRepresentative, foundedOn });
}

/** The agent's record, when an agent applies and the legal data holds. `asks`: only a partner has it. */
export function findHandler(
  snapshot: Snapshot,
  { agent }: CertificationRequest,
  onRegistry: Decision,
  sources: Sources,
):
  | { asks: false; handler: HandlerEvidence | undefined }
  | { asks: true; ask: () => Promise<HandlerEvidence> } {
  if (!agent || onRegistry.outcome !== 'certified') return { asks: false, handler: undefined };
  if (snapshot.handlerRecord) {
    const { lastHandledOn } = snapshot.handlerRecord;
    return { asks: false, handler: { kind: 'record', handled: true, lastHandledOn } };
  }
  const { insurance } = sources;
  if (!insurance)
    return { asks: false, handler: { kind: 'record', handled: false, lastHandledOn: undefined } };
  return { asks: true, ask: () => insurance.ask({ code: snapshot.unitCode, handler: agent }) };
}
