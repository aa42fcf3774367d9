/**
 * Collects the evidence for a claim, outside any transaction. Of a unit imported rows win, and a
 * partner is asked for what the imports don't have. Partners need the `request`, for a `claim` has
 * digests.
 */
import { chinaDate } from '../contract/identifiers.ts';
import {
  answersFor,
  type BusinessRegistry,
  type HandlerEvidence,
  type RegistryEvidence,
  type SocialInsurance,
  type UsedSource,
} from '../registry/index.ts';
import type { ClaimToDecide } from './claim.ts';
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
  request: ClaimToDecide,
  claim: Claim,
  sources: Sources,
): Promise<Evidence> {
  const registry = await askRegistry(snapshot, request, sources);
  const onRegistry = decideOnRegistry(claim, registry);
  const found = findHandler(snapshot, request, onRegistry, sources);
  return { registry, onRegistry, handler: found.asks ? await found.ask() : found.handler };
}

/**
 * The partner that is asked about the unit; undefined when the unit's row is imported, or no
 * partner answers for its class.
 */
const registryPartner = (
  { registryRecord, unitCode }: Pick<Snapshot, 'registryRecord' | 'unitCode'>,
  { registry }: Sources,
): BusinessRegistry | undefined =>
  registryRecord || !registry || !answersFor(registry, unitCode) ? undefined : registry;

export const asksPartner = (
  snapshot: Pick<Snapshot, 'registryRecord' | 'unitCode'>,
  sources: Sources,
): boolean => registryPartner(snapshot, sources) !== undefined;

export async function askRegistry(
  snapshot: Snapshot,
  request: ClaimToDecide,
  sources: Sources,
): Promise<RegistryEvidence> {
  if (snapshot.registryRecord) return { kind: 'record', record: snapshot.registryRecord };
  const partner = registryPartner(snapshot, sources);
  if (!partner) return { kind: 'record', record: undefined };
  const { legalRepresentative, foundedOn } = request;
  return partner.ask({ code: snapshot.unitCode, legalRepresentative, foundedOn });
}

/** `asks`: a partner must be asked. */
export type FoundHandler =
  { asks: false; handler: HandlerEvidence | undefined } | { asks: true; ask: () => Promise<HandlerEvidence> };

/**
 * The agent's record, when an agent applies and the legal data holds. A partner is asked about
 * every agent, also about one whom the imports have. Otherwise a right number would be decided at
 * once while wrong ones wait for the partner. A record of either counts.
 */
export function findHandler(
  { unitCode, handlerRecord }: Snapshot,
  { agent }: ClaimToDecide,
  onRegistry: Decision,
  { insurance }: Sources,
): FoundHandler {
  if (!agent || onRegistry.outcome !== 'certified') return { asks: false, handler: undefined };
  const imported: HandlerEvidence = {
    kind: 'record',
    handled: handlerRecord !== undefined,
    lastHandledOn: handlerRecord?.lastHandledOn,
  };
  if (!insurance) return { asks: false, handler: imported };
  return {
    asks: true,
    ask: async () => newerRecord(imported, await insurance.ask({ code: unitCode, handler: agent })),
  };
}

/**
 * Chooses the newer of the imported record and the partner's. When the partner did not answer, the
 * result is its outage. Days are texts of the form `YYYY-MM-DD`, so a comparison of the texts
 * compares the days.
 */
function newerRecord(
  imported: Extract<HandlerEvidence, { kind: 'record' }>,
  told: HandlerEvidence,
): HandlerEvidence {
  if (told.kind === 'outage' || !imported.handled) return told;
  if (!told.handled) return imported;
  return (told.lastHandledOn ?? '') > (imported.lastHandledOn ?? '') ? told : imported;
}
