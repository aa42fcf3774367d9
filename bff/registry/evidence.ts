/** The types of evidence about a unit and its people, and of the sources that give it. */
import type { ClaimField, SourceId } from '../contract/sources.ts';
import type { Method, Person } from '../contract/wire.ts';
import type { Outage } from '../network/index.ts';
import type { RegistryState } from './registry-state.ts';

export type { Outage };

/** A person in comparable form: comparable name, digests of the number under all live keys. */
export interface ComparablePerson {
  name: string;
  numbers: readonly string[];
}

/** A unit as a source knows it. Missing fields are empty or undefined. */
export interface RegistryRecord {
  /** As the source writes it. */
  name: string;
  representatives: readonly ComparablePerson[];
  foundedOn: string | undefined;
  state: RegistryState;
  /** The fields that are compared with a claim. */
  compares: readonly ClaimField[];
  /** Source and day (`YYYY-MM-DD`) of an imported row. A partner's answer is of now. */
  imported?: { source: SourceId; asOf: string } | undefined;
}

/** The source gave no answer, so there is neither a match nor a mismatch. */
interface SourceOutage {
  kind: 'outage';
  outage: Outage;
}

/** A registry returns its record, or a verdict on the claim. */
export type RegistryEvidence =
  | { kind: 'record'; record: RegistryRecord | undefined }
  | { kind: 'verdict'; found: boolean; matches: boolean; active: boolean }
  | SourceOutage;

/**
 * Whether the agent has handled social insurance business of the unit, and the last date
 * (`YYYY-MM-DD`).
 */
export type HandlerEvidence =
  { kind: 'record'; handled: boolean; lastHandledOn: string | undefined } | SourceOutage;

/**
 * The source whose answer about the unit was used, and the day that its data is of, `YYYY-MM-DD`.
 */
export interface UsedSource {
  method: Exclude<Method, 'counter'>;
  name: string;
  asOf: string;
}

/** `code` is the canonical unit's; numbers and dates are normalized. */
export interface RegistryQuery {
  code: string;
  legalRepresentative: Person;
  /** Undefined where the unit's class has none to compare. */
  foundedOn: string | undefined;
}

/** A registry over the network. `ask` never throws. */
export interface BusinessRegistry {
  ask(query: RegistryQuery): Promise<RegistryEvidence>;
  /** The first characters of the codes of its units. Without any it has all. */
  classes?: readonly string[] | undefined;
  /** Whether its circuit breaker is open, so that a request would not be sent now. */
  isResting?(): boolean;
}

export interface HandlerQuery {
  code: string;
  handler: Person;
}

/** Social insurance records over the network. `ask` never throws. */
export interface SocialInsurance {
  ask(query: HandlerQuery): Promise<HandlerEvidence>;
  /** As `BusinessRegistry.isResting`. */
  isResting?(): boolean;
}
