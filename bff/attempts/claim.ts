/**
 * A request's claim in the forms in which it is compared, looked up, counted and recognized, and
 * its Idempotency-Key: the same key with the same body gets the first answer, with another body a
 * refusal.
 */
import { CERTIFICATION_FIELDS, type FieldDefinition } from '../contract/forms.ts';
import type { Applicant, ClaimRequest, Person } from '../contract/wire.ts';
import { comparableName, comparablePerson, countedName, handlerDigests } from '../registry/index.ts';
import type { Digester } from '../keys/index.ts';
import type { Claim } from './decide.ts';

/**
 * A claim that is to be decided. `replace`: by the legal representative, in the place of an agent's
 * certification.
 */
export interface ClaimToDecide extends ClaimRequest {
  replace?: boolean | undefined;
}

/**
 * Digests of a person's name, and of the name with all but the last four characters of the number.
 * The name is `countedName`.
 */
export interface Guess {
  name: string;
  numberBeginning: string;
}

/** Digests are under every live key, newest first: the first is written, all are looked up. */
export interface SubmittedClaim extends Claim {
  applicant: Applicant;
  /**
   * Digests of the agent, as handler records have them; none when the legal representative applies.
   */
  agent: readonly string[];
  /** One text for one claim, however the body's members were ordered. Personal data: digest it. */
  text: string;
  /** For counting guesses at the representative's number (`aim.ts`). */
  guess: Guess;
  /** For counting guesses at the agent's number; none when the legal representative applies. */
  agentGuess: Guess | undefined;
  /** Digests of `text`, by which a re-check of this very claim is recognized. */
  digests: readonly string[];
}

/** `request` is the schema's output: its numbers and dates are normalized. */
export function claimOf(request: ClaimRequest, digester: Digester): SubmittedClaim {
  const { legalRepresentative, foundedOn, applicant, agent } = request;
  const text = textOf(request, CERTIFICATION_FIELDS);
  return {
    legalRepresentative: comparablePerson(legalRepresentative, digester),
    foundedOn,
    byAgent: applicant === 'agent',
    applicant,
    agent: agent ? handlerDigests(digester, agent) : [],
    guess: guessOf(legalRepresentative, digester),
    agentGuess: agent && guessOf(agent, digester),
    text,
    digests: digester.all('claim', text),
  };
}

/**
 * Digests that count guesses at the end of the person's number together: one for each live key,
 * newest first.
 */
export const numberBeginningDigests = (digester: Digester, { name, idNumber }: Person): string[] =>
  digester.all('person', JSON.stringify([countedName(name), idNumber.slice(0, -4)]));

export const guessOf = (person: Person, digester: Digester): Guess => ({
  name: digester.of('person', JSON.stringify([countedName(person.name)])),
  numberBeginning: numberBeginningDigests(digester, person)[0]!,
});

/** `path`: a field's id. */
const valueAt = (body: unknown, path: string): unknown =>
  path.split('.').reduce((value, member) => (value as Record<string, unknown> | undefined)?.[member], body);

/**
 * One text for one body, by the values of the fields that the form asked for. Another form's fields
 * change nothing. `request` is the schema's output.
 */
export const textOf = (request: ClaimRequest, fields: readonly FieldDefinition[]): string =>
  JSON.stringify(
    fields.flatMap(({ id, control }) => {
      const value = valueAt(request, id);
      if (value === undefined) return [];
      return [[id, control === 'name' ? comparableName(String(value)) : value]];
    }),
  );

/**
 * The claimed representative's number under the newest key: what a certification is recorded with.
 */
export const representativeOf = ({ legalRepresentative }: Claim): string => legalRepresentative.numbers[0]!;

/**
 * Digests under every live key, newest first: the first is written with the submission, all are
 * looked up.
 */
export interface Idempotency {
  /** Digests of the key in its scope. */
  keys: readonly string[];
  bodies: readonly string[];
}

/** `scope`: the key, and all within which it is unique. `body`: one text for one body. */
export const idempotencyOf = (digester: Digester, scope: readonly string[], body: string): Idempotency => ({
  keys: digester.all('key', JSON.stringify(scope)),
  bodies: digester.all('body', body),
});
