/**
 * Somebody who has the database, its backups and another service's keys, but not ours, changes it at random; with one head that
 * was kept, each change is found. `TAMPERINGS` asks for more of them.
 */
import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { linkOf, signLink, type Seal } from '../../../bff/events/chain.ts';
import type { StoredEvent } from '../../../bff/events/event.ts';
import { isWhole } from '../../../bff/events/verify-chain.ts';
import { headOf, newEvent, newKey, seal, storedChain, verify, without, type Stored } from './chain.ts';

const TAMPERINGS = Number(process.env['TAMPERINGS'] ?? 10_000);
const COUNT = 24;

const keys = [newKey('old'), newKey('new')] as const;
const foreign = newKey('new');
const CHAIN = storedChain(keys, COUNT, 0);
const WHOLE = without(CHAIN, keys[1], 2);
/** Earlier states, as backups have them. */
const BACKUPS = [0, 1, 2].map((removed) => {
  const cut = CHAIN.seals.slice(0, -1 - removed);
  const events = CHAIN.events.filter(({ position }) => position <= cut.at(-1)!.position);
  return without({ anchor: undefined, seals: cut, events }, keys[1], removed);
});
const head = headOf(keys[1], WHOLE.seals.at(-1)!);

const pick = <T>(list: readonly T[]): T => list[randomInt(list.length)]!;
const index = (rows: readonly unknown[]) => randomInt(rows.length);
const inOrder = (events: readonly StoredEvent[]) => events.toSorted((a, b) => a.position - b.position);

const FIELDS = [
  'id',
  'at',
  'actor',
  'type',
  'unit_code',
  'site_id',
  'submission_id',
  'detail',
  'mac',
] as const;
const SEAL_FIELDS = ['previous', 'position', 'count', 'digest', 'at', 'signature'] as const;

/** Under the name of one of our keys. */
const renamed = <Row extends object>(row: Row): Row =>
  JSON.parse(JSON.stringify(row).replaceAll(foreign.id, keys[1].id)) as Row;

/** Each gives what the database holds afterwards. */
const TAMPERS: Record<string, (stored: Stored) => Stored> = {
  'edits an event': (stored) => {
    const { events } = stored;
    const at = index(events);
    const field = pick(FIELDS);
    const value = pick([events[index(events)]![field], 'x', null, `${events[at]![field]} `]);
    return { ...stored, events: events.with(at, { ...events[at], [field]: value ?? '' } as StoredEvent) };
  },
  'edits a seal': (stored) => {
    const { seals } = stored;
    const at = index(seals);
    const field = pick(SEAL_FIELDS);
    const value =
      typeof seals[at]![field] === 'number' ? randomInt(40) : pick(['x', seals[index(seals)]![field]]);
    return { ...stored, seals: seals.with(at, { ...seals[at], [field]: value } as Seal) };
  },
  'moves an event': (stored) => {
    const { events } = stored;
    const at = index(events);
    const moved = { ...events[at]!, position: events[at]!.position + randomInt(1, 40) - 20 };
    return { ...stored, events: inOrder(events.with(at, moved)) };
  },
  'removes events': (stored) => ({
    ...stored,
    events: stored.events.toSpliced(index(stored.events), randomInt(1, 5)),
  }),
  'removes seals': (stored) => ({
    ...stored,
    seals: stored.seals.toSpliced(index(stored.seals), randomInt(1, 3)),
  }),
  'removes a seal with its events': (stored) => {
    const gone = pick(stored.seals);
    return {
      ...stored,
      seals: stored.seals.filter((one) => one !== gone),
      events: stored.events.filter(({ position }) => position <= gone.previous || position > gone.position),
    };
  },
  'cuts the newest off': ({ anchor, seals, events }) => {
    const left = seals.slice(0, -randomInt(1, seals.length + 1));
    const end = left.at(-1)?.position ?? anchor?.position ?? 0;
    return { anchor, seals: left, events: events.filter(({ position }) => position <= end) };
  },
  'cuts the oldest off': ({ anchor, seals, events }) => {
    const left = seals.slice(randomInt(1, seals.length + 1));
    const start = left[0]?.previous ?? Infinity;
    return { anchor, seals: left, events: events.filter(({ position }) => position > start) };
  },
  'removes all': ({ anchor }) => ({ anchor: pick([anchor, undefined]), seals: [], events: [] }),
  'swaps two events': (stored) => {
    const { events } = stored;
    const [a, b] = [index(events), index(events)];
    const [first, second] = [events[a]!, events[b]!];
    return {
      ...stored,
      events: events
        .with(a, { ...second, position: first.position })
        .with(b, { ...first, position: second.position }),
    };
  },
  'repeats an event': (stored) => {
    const last = Math.max(stored.seals.at(-1)?.position ?? 1, 1); // another tampering may have made it 0
    const copy = { ...pick(stored.events), position: randomInt(last) - 2 };
    return { ...stored, events: inOrder([...stored.events, copy]) };
  },
  'slips an event of its own in, sealed or not': (stored) => {
    const { events } = stored;
    const slipped = renamed(newEvent(foreign, randomInt(COUNT * 2) - 5, randomInt(1_000)));
    return { ...stored, events: inOrder([...events, slipped]) };
  },
  'seals with keys of its own from somewhere on': ({ anchor, seals, events }) => {
    const at = index(seals);
    const start = seals[at]!.previous;
    const later = events.filter(({ position }) => position > start);
    const before = at > 0 ? linkOf(seals[at - 1]!) : anchor!;
    return {
      anchor,
      seals: [...seals.slice(0, at), ...seal(foreign, before, later, 4).map(renamed)],
      events,
    };
  },
  'cuts, and lets the sealer seal anew': ({ anchor, seals, events }) => {
    const at = index(seals);
    const start = seals[at]!.previous;
    const later = inOrder(events.filter(({ position }) => position > start)).slice(randomInt(3));
    const before = at > 0 ? linkOf(seals[at - 1]!) : anchor!;
    const kept = events.filter(({ position }) => position <= start);
    return {
      anchor,
      seals: [...seals.slice(0, at), ...seal(keys[1], before, later, randomInt(1, 5))],
      events: [...kept, ...later],
    };
  },
  'puts a backup back': () => pick(BACKUPS),
  'puts a backup’s anchor back': (stored) => ({ ...stored, anchor: pick(BACKUPS.slice(0, 2)).anchor }),
  'signs an anchor of its own': (stored) => {
    const { seals, events } = stored;
    const at = randomInt(1, seals.length);
    const link = linkOf(seals[at - 1]!);
    return {
      anchor: signLink({ ...foreign, id: keys[1].id }, 'anchor', link, seals[at]!.at),
      seals: seals.slice(at),
      events: events.filter(({ position }) => position > link.position),
    };
  },
  'takes a head for an anchor': ({ seals, events }) => {
    const at = randomInt(1, seals.length);
    const anchor = headOf(keys[1], seals[at - 1]!);
    return {
      anchor,
      seals: seals.slice(at),
      events: events.filter(({ position }) => position > anchor.position),
    };
  },
  'edits the anchor': (stored) => {
    const change = pick([
      { seal: stored.seals[0]!.signature },
      { position: randomInt(5) },
      { at: stored.seals[0]!.at },
      { signature: 'x' },
    ]);
    return { ...stored, anchor: { ...stored.anchor!, ...change } };
  },
};

/** An event stands again behind the last seal: the chain is whole, and `verifyAudit` finds the copy by its id (`seal.store.test.ts`). */
function waitsAgain({ seals, events }: Stored): boolean {
  const end = seals.at(-1)?.position ?? 0;
  const waiting = events.filter(({ position }) => position > end);
  return waiting.some((one) => events.some((other) => other !== one && other.id === one.id));
}

const asText = ({ anchor, seals, events }: Stored) => JSON.stringify([anchor ?? null, seals, events]);

describe('a chain of which somebody kept a head', () => {
  it('is whole as it was sealed, under two keys, and as it goes on', () => {
    const { anchor, seals, events } = WHOLE;
    expect(verify(keys, WHOLE, [head])).toEqual({
      sealed: COUNT - 6,
      unsealed: 0,
      removed: 8,
      faults: [],
      heads: { compared: 1, older: 0, faults: [] },
      counts: { faults: {}, heads: {} },
    });
    const more = [50, 51, 60].map((position) => newEvent(keys[1], position));
    const longer = [...seals, ...seal(keys[1], linkOf(seals.at(-1)!), more.slice(0, 2), 2)];
    const heads = [head, headOf(keys[1], longer.at(-1)!)];
    const report = verify(keys, { anchor, seals: longer, events: [...events, ...more] }, heads);
    expect(isWhole(report)).toBe(true);
    expect(report).toMatchObject({ sealed: COUNT - 4, unsealed: 1, heads: { compared: 2 } });
  });

  it(`tells ${TAMPERINGS} random tamperings`, () => {
    const before = asText(WHOLE);
    /** Two tamperings that undo each other, or a value for itself. */
    const isUntouched = (stored: Stored) => asText(stored) === before;
    const unnoticed: string[] = [];
    const done = new Map<string, number>();
    const names = Object.keys(TAMPERS);
    for (let count = 0; count < TAMPERINGS;) {
      const name = pick(names);
      let stored = TAMPERS[name]!(WHOLE);
      if (randomInt(3) === 0 && stored.seals.length > 1 && stored.events.length > 1 && stored.anchor)
        stored = TAMPERS[pick(names)]!(stored);
      if (isUntouched(stored)) continue;
      count += 1;
      done.set(name, (done.get(name) ?? 0) + 1);
      if (isWhole(verify(keys, stored, [head])) && !waitsAgain(stored)) unnoticed.push(name);
    }
    expect(unnoticed).toEqual([]);
    expect([...done.keys()].sort()).toEqual(names.sort());
  });

  it('says what happened, and goes on behind it', () => {
    const { anchor, seals, events } = WHOLE;
    const said = (stored: Stored, heads = [head]) => {
      const { faults, heads: compared } = verify(keys, stored, heads);
      return [...faults, ...compared.faults].map(({ fault, position }) => `${fault} ${position}`);
    };
    const [first, second] = seals as [Seal, Seal];
    const { position } = events[1]!;
    const edited = events.with(1, { ...events[1]!, actor: 'worker:x' });
    expect(said({ anchor, seals, events: edited })).toEqual([`event-altered ${position}`]);
    expect(verify(keys, { anchor, seals, events: edited }).sealed).toBe(COUNT - 9);
    expect(said({ anchor, seals, events: events.toSpliced(1, 1) })).toEqual([
      `events-changed ${first.position}`,
    ]);
    expect(said({ anchor, seals: seals.toSpliced(0, 1), events })).toEqual([
      `seal-missing ${anchor!.position}`,
      `events-changed ${second.position}`,
      `seal-altered ${second.position}`,
    ]);
    expect(said({ anchor, seals: seals.with(0, { ...first, at: '' }), events })).toEqual([
      `seal-altered ${first.position}`,
    ]);
    expect(said({ anchor: { ...anchor!, at: '' }, seals, events })).toEqual([`anchor ${anchor!.position}`]);
    expect(said({ anchor, seals: seals.slice(0, -1), events })).toEqual([`missing ${head.position}`]);
    const anew = seal(keys[1], linkOf(seals.at(-2)!), events.slice(-3), 2);
    expect(said({ anchor, seals: [...seals.slice(0, -1), ...anew], events })).toEqual([
      `different ${head.position}`,
    ]);
    expect(said(WHOLE, [{ ...head, seal: 'x' }])).toEqual([`forged ${head.position}`]);
    expect(verify([keys[1]], WHOLE).faults[0]).toEqual({
      fault: 'unknown-key',
      position: events[0]!.position,
    });
    expect(verify(keys, WHOLE, [headOf(keys[1], CHAIN.seals[0]!)]).heads).toEqual({
      compared: 0,
      older: 1,
      faults: [],
    });
  });
});
