/** The outside sources as the certification sees them. An adapter answers with evidence, never by throwing. */
import type { HandlerEvidence, RegistryEvidence } from '../certification/decide.ts';
import type { Person } from '../contract/wire.ts';

/** `code` is the canonical unit's; numbers and dates are normalised. */
export interface RegistryQuery {
  code: string;
  legalRepresentative: Person;
  foundedOn: string;
}

export interface BusinessRegistry {
  ask(query: RegistryQuery): Promise<RegistryEvidence>;
}

export interface HandlerQuery {
  code: string;
  handler: Person;
}

export interface SocialInsurance {
  ask(query: HandlerQuery): Promise<HandlerEvidence>;
}
