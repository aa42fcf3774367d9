/** What the outside sources say of a unit and its people, and how they are asked. Types only. */
import type { Person } from '../contract/wire.ts';
import type { Outage } from '../network/partner.ts';

export type { Outage };

/** A person in the form evidence is compared in: comparable name, digests of the number under live keys. */
export interface ComparablePerson {
  name: string;
  numbers: readonly string[];
}

/** A unit as the business registry has it; fields that a registry row lacks are empty or undefined. */
export interface RegistryRecord {
  /** As the registry writes it. */
  name: string;
  representatives: readonly ComparablePerson[];
  foundedOn: string | undefined;
  active: boolean;
}

/** A source that could not be asked has said nothing: an outage is never a mismatch and never a match. */
interface SourceOutage {
  kind: 'outage';
  outage: Outage;
}

/** A registry gives its record to compare, or its own verdict on the claim. */
export type RegistryEvidence =
  | { kind: 'record'; record: RegistryRecord | undefined }
  | { kind: 'verdict'; found: boolean; matches: boolean; active: boolean }
  | SourceOutage;

/** Whether the agent handled social insurance business at this unit, and when last (`YYYY-MM-DD`). */
export type HandlerEvidence =
  { kind: 'record'; handled: boolean; lastHandledOn: string | undefined } | SourceOutage;

/** `code` is the canonical unit's; numbers and dates are normalized. */
export interface RegistryQuery {
  code: string;
  legalRepresentative: Person;
  foundedOn: string;
}

/** A registry that is asked over the network. Answers with evidence, never by throwing. */
export interface BusinessRegistry {
  ask(query: RegistryQuery): Promise<RegistryEvidence>;
  /** Its circuit is open: it would not be asked now. */
  isResting?(): boolean;
}

export interface HandlerQuery {
  code: string;
  handler: Person;
}

/** Social insurance records that are asked over the network. Answers with evidence, never by throwing. */
export interface SocialInsurance {
  ask(query: HandlerQuery): Promise<HandlerEvidence>;
  /** As `BusinessRegistry.isResting`. */
  isResting?(): boolean;
}
