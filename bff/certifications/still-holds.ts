/**
 * Whether a certification still holds when its unit's row in the registry has changed. The
 * counterpart of `attempts/decide.ts`: that one compares a claim with the registry, this one the
 * registry with what it said before. Pure.
 *
 * A certification keeps the digest of its representative's number. The old row tells which of its
 * representatives that was, by what name, and the digests of the same number under other keys. What
 * the new row leaves empty (a sixth of real rows lack a representative) says nothing.
 */
import type { DueReason } from '../contract/reasons.ts';
import { REGISTRY_STATES, type RegistryState } from '../registry/index.ts';

interface RegistryPerson {
  name: string;
  /** Digests of one document number, under one key each. */
  numbers: readonly string[];
}

/** The part of a registry row that a certification rests on. */
export interface RegistryFacts {
  representatives: readonly RegistryPerson[];
  foundedOn: string | null;
}

/** The papers that officers saw at a counter. */
export interface SeenFacts {
  /** Digest of the representative's number. */
  representative: string;
  /** The name as the registry's rows have it; undefined when no row has it. */
  name: string | undefined;
  foundedOn: string | null;
}

export type Verdict =
  | { holds: true }
  /** `isClosed`: the unit does not exist any more, so the certification has no time left. */
  | { holds: false; reason: Exclude<DueReason, 'agent-withdrew'>; isClosed: boolean };

interface Comparison {
  /** The ids of the keys whose digests the registry's rows have. */
  liveKeys: readonly string[];
  /** Registries write one name in several ways (`registry/same-name.ts`). */
  areSameName: (one: string, other: string) => boolean;
}

const HOLDS: Verdict = { holds: true };
const against = (reason: 'representative-changed' | 'registration-changed' | 'unit-not-active'): Verdict => ({
  holds: false,
  reason,
  isClosed: false,
});

/**
 * `before`: the row by which it was certified, when that has changed since. `after`: the row that
 * is there now; undefined when the unit is not in the registry any more.
 */
export function stillHolds(
  { representative }: { representative: string },
  before: RegistryFacts | undefined,
  after: (RegistryFacts & { state: RegistryState }) | undefined,
  { liveKeys, areSameName }: Comparison,
): Verdict {
  if (!after) return against('unit-not-active');
  if (after.state !== 'active')
    return { ...against('unit-not-active'), isClosed: REGISTRY_STATES[after.state].isClosed } as Verdict;

  const old = before?.representatives.find(({ numbers }) => numbers.includes(representative));
  const numbers = [representative, ...(old?.numbers ?? [])];
  const hasNumberOf = (person: RegistryPerson) => person.numbers.some((number) => numbers.includes(number));
  const people = after.representatives;
  const named = people.filter(({ name }) => old && areSameName(old.name, name));
  const hasNumber = people.some(hasNumberOf);
  const isComparable =
    people.some((person) => person.numbers.length > 0) &&
    numbers.some((number) => liveKeys.includes(keyOf(number)));

  if (isComparable && !hasNumber)
    return against(named.length > 0 ? 'registration-changed' : 'representative-changed');
  if (isComparable && old && !named.some(hasNumberOf)) return against('registration-changed');
  if (!isComparable && old && people.length > 0 && named.length === 0)
    return against('representative-changed');
  const dateDiffers = before?.foundedOn && after.foundedOn && before.foundedOn !== after.foundedOn;
  return dateDiffers ? against('registration-changed') : HOLDS;
}

type Row = RegistryFacts & { state: RegistryState };

/**
 * The same for a certification at the counter, which holds whether or not the registry agreed. What
 * was seen there holds, what the registry said at that moment (`then`) still holds, and anything
 * else speaks against it. `then`, `after`: undefined when the unit was not, or is not, in the
 * registry.
 */
export function stillHoldsAsSeen(
  seen: SeenFacts,
  then: Row | undefined,
  after: Row | undefined,
  { liveKeys, areSameName }: Comparison,
): Verdict {
  if (!after) return then ? against('unit-not-active') : HOLDS;
  if (after.state !== 'active' && after.state !== then?.state)
    return { ...against('unit-not-active'), isClosed: REGISTRY_STATES[after.state].isClosed } as Verdict;

  const people = after.representatives;
  if (people.length > 0 && !arePeopleOf(then, people, areSameName)) {
    const named = people.filter(({ name }) => seen.name !== undefined && areSameName(seen.name, name));
    const numbered = people.filter(({ numbers }) => numbers.includes(seen.representative));
    const isComparable =
      people.some(({ numbers }) => numbers.length > 0) && liveKeys.includes(keyOf(seen.representative));
    const isSeen = isComparable ? named.some((person) => numbered.includes(person)) : named.length > 0;
    if (!isSeen)
      return against(
        named.length > 0 || numbered.length > 0 ? 'registration-changed' : 'representative-changed',
      );
  }
  const isOtherDate =
    after.foundedOn !== null &&
    after.foundedOn !== (then?.foundedOn ?? null) &&
    after.foundedOn !== seen.foundedOn &&
    (seen.foundedOn ?? then?.foundedOn ?? null) !== null;
  return isOtherDate ? against('registration-changed') : HOLDS;
}

/**
 * Whether these are the people of that row. Numbers under keys that the rows do not share say
 * nothing.
 */
function arePeopleOf(
  then: Row | undefined,
  people: readonly RegistryPerson[],
  areSameName: Comparison['areSameName'],
): boolean {
  if (then?.representatives.length !== people.length) return false;
  return people.every(({ name, numbers }) =>
    then.representatives.some((old) => areSameName(old.name, name) && haveSameNumber(old.numbers, numbers)),
  );
}

const keyOf = (digest: string): string => digest.slice(0, digest.indexOf('.'));

function haveSameNumber(before: readonly string[], after: readonly string[]): boolean {
  const keys = after.map(keyOf);
  const comparable = before.filter((number) => keys.includes(keyOf(number)));
  if (comparable.length > 0) return comparable.some((number) => after.includes(number));
  return before.length > 0 === after.length > 0;
}
