/**
 * Whoever has the database, its backups and another service's keys, but not ours, changes it at random; with one head that
 * somebody kept, each change is found. `TAMPERINGS` asks for more of them.
 */
import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signLink, type SealedEntry } from '../../../bff/audit/chain.ts';
import { isWhole } from '../../../bff/audit/verification.ts';
import { entry, headOf, newKey, seal, storedChain, verify, type Stored } from './chain.ts';

const TAMPERINGS = Number(process.env['TAMPERINGS'] ?? 10_000);
const COUNT = 24;

const keys = [newKey('old'), newKey('new')] as const;
const foreign = newKey('new');
const WHOLE = storedChain(keys, COUNT, 6);
/** Earlier states, as backups have them. */
const BACKUPS = [0, 3, 6].map((removed) => {
  const { anchor, rows } = storedChain(keys, COUNT, removed);
  return { anchor, rows: rows.slice(0, -1 - removed) };
});
const head = headOf(keys[1], WHOLE.rows.at(-1)!);

const pick = <T>(list: readonly T[]): T => list[randomInt(list.length)]!;
const index = (rows: readonly unknown[]) => randomInt(rows.length);

const FIELDS = [
  'at',
  'actor',
  'action',
  'unit_code',
  'site_id',
  'submission_id',
  'detail',
  'sealed_at',
  'seal',
] as const;

/** Each gives what the database holds afterwards. */
const TAMPERS: Record<string, (stored: Stored) => Stored> = {
  'edits a field': ({ anchor, rows }) => {
    const at = index(rows);
    const field = pick(FIELDS);
    const value = pick([rows[index(rows)]![field], 'x', null, `${rows[at]![field]} `]);
    return { anchor, rows: rows.with(at, { ...rows[at], [field]: value ?? '' } as SealedEntry) };
  },
  'moves a position': ({ anchor, rows }) => {
    const at = index(rows);
    const moved = rows.with(at, { ...rows[at]!, position: rows[at]!.position + randomInt(1, 40) - 20 });
    return { anchor, rows: moved.toSorted((a, b) => a.position - b.position) };
  },
  'removes entries': ({ anchor, rows }) => ({ anchor, rows: rows.toSpliced(index(rows), randomInt(1, 5)) }),
  'removes entries and closes the gap': ({ anchor, rows }) => {
    const at = index(rows);
    const count = randomInt(1, 4);
    const close = (row: SealedEntry) => ({ ...row, position: row.position - count });
    return { anchor, rows: [...rows.slice(0, at), ...rows.slice(at + count).map(close)] };
  },
  'cuts the newest off': ({ anchor, rows }) => ({ anchor, rows: rows.slice(0, -randomInt(1, rows.length)) }),
  'cuts the oldest off': ({ anchor, rows }) => ({ anchor, rows: rows.slice(randomInt(1, rows.length)) }),
  'removes all': ({ anchor }) => ({ anchor: pick([anchor, undefined]), rows: [] }),
  'swaps two entries': ({ anchor, rows }) => {
    const [a, b] = [index(rows), index(rows)];
    const [first, second] = [rows[a]!, rows[b]!];
    return {
      anchor,
      rows: rows
        .with(a, { ...second, position: first.position })
        .with(b, { ...first, position: second.position }),
    };
  },
  'repeats an entry': ({ anchor, rows }) => {
    const row = pick(rows);
    return { anchor, rows: rows.toSpliced(index(rows), randomInt(2), row) };
  },
  'seals with keys of its own from somewhere on': ({ anchor, rows }) => {
    const at = index(rows);
    const forged = seal(foreign, rows[at - 1] ?? anchor!, randomInt(100), rows.length - at);
    return { anchor, rows: [...rows.slice(0, at), ...forged.map((row) => renamed(row))] };
  },
  'cuts, edits and lets the sealer seal anew': ({ anchor, rows }) => {
    const at = index(rows);
    const anew = seal(keys[1], rows[at - 1] ?? anchor!, 100 + randomInt(9), rows.length - at + randomInt(4));
    return { anchor, rows: [...rows.slice(0, at), ...anew] };
  },
  'puts a backup back': () => pick(BACKUPS),
  'puts a backup’s anchor back': ({ rows }) => ({ anchor: pick(BACKUPS.slice(0, 2)).anchor, rows }),
  'signs an anchor of its own': ({ rows }) => {
    const at = randomInt(1, rows.length);
    return {
      anchor: signLink({ ...foreign, id: keys[1].id }, 'anchor', rows[at - 1]!, rows[at]!.at),
      rows: rows.slice(at),
    };
  },
  'takes a head for an anchor': ({ rows }) => {
    const at = randomInt(1, rows.length);
    return { anchor: headOf(keys[1], rows[at - 1]!), rows: rows.slice(at) };
  },
  'edits the anchor': ({ anchor, rows }) => {
    const change = pick([
      { seal: rows[0]!.seal },
      { position: randomInt(5) },
      { at: rows[0]!.at },
      { signature: 'x' },
    ]);
    return { anchor: { ...anchor!, ...change }, rows };
  },
  'slips an entry in': ({ anchor, rows }) => {
    const at = index(rows);
    const slipped = { ...rows[at]!, ...entry(randomInt(1000)), position: rows[at]!.position + 1 };
    const later = rows.slice(at + 1).map((row) => ({ ...row, position: row.position + 1 }));
    return { anchor, rows: [...rows.slice(0, at + 1), slipped, ...later] };
  },
};

/** Under the name of one of our keys. */
const renamed = (row: SealedEntry): SealedEntry => ({
  ...row,
  seal: row.seal.replace(foreign.id, keys[1].id),
});

const asText = ({ anchor, rows }: Stored) => JSON.stringify([anchor ?? null, rows]);

describe('a chain of which somebody kept a head', () => {
  it('is whole as it was sealed, under two keys, and as it goes on', () => {
    const { rows, anchor } = WHOLE;
    expect(verify(keys, WHOLE, [head])).toEqual({
      sealed: COUNT - 6,
      removed: 6,
      brokenAt: null,
      fault: null,
      heads: { compared: 1, older: 0, faults: [] },
    });
    const longer = [...rows, ...seal(keys[1], rows.at(-1)!, COUNT, 5)];
    expect(isWhole(verify(keys, { anchor, rows: longer }, [head, headOf(keys[1], longer.at(-1)!)]))).toBe(
      true,
    );
  });

  it(`tells ${TAMPERINGS} random tamperings`, () => {
    const before = asText(WHOLE);
    /** Two that undo each other, or a value for itself. What the sealer sealed after a chain that is as it was is no tampering. */
    const isUntouched = (stored: Stored) =>
      asText({ ...stored, rows: stored.rows.slice(0, WHOLE.rows.length) }) === before &&
      isWhole(verify(keys, stored, []));
    const unnoticed: string[] = [];
    const done = new Map<string, number>();
    const names = Object.keys(TAMPERS);
    for (let count = 0; count < TAMPERINGS;) {
      const name = pick(names);
      let stored = TAMPERS[name]!(WHOLE);
      if (randomInt(3) === 0 && stored.rows.length > 1 && stored.anchor)
        stored = TAMPERS[pick(names)]!(stored);
      if (isUntouched(stored)) continue;
      count += 1;
      done.set(name, (done.get(name) ?? 0) + 1);
      if (isWhole(verify(keys, stored, [head]))) unnoticed.push(name);
    }
    expect(unnoticed).toEqual([]);
    expect([...done.keys()].sort()).toEqual(names.sort());
  });

  it('says what happened', () => {
    const { anchor, rows } = WHOLE;
    const said = (stored: Stored, heads = [head]) => {
      const { brokenAt, fault, heads: compared } = verify(keys, stored, heads);
      return fault
        ? [fault, brokenAt]
        : compared.faults.map(({ fault, position }) => [fault, position]).flat();
    };
    expect(said({ anchor, rows: rows.with(2, { ...rows[2]!, actor: 'worker:x' }) })).toEqual(['altered', 9]);
    expect(said({ anchor, rows: rows.toSpliced(2, 1) })).toEqual(['missing', 9]);
    expect(said({ anchor: undefined, rows })).toEqual(['missing', 1]);
    expect(said({ anchor: { ...anchor!, at: '' }, rows })).toEqual(['anchor', 6]);
    expect(said({ anchor, rows: rows.slice(0, -1) })).toEqual(['missing', COUNT]);
    const anew = [...rows.slice(0, -1), ...seal(keys[1], rows.at(-2)!, 99, 2)];
    expect(said({ anchor, rows: anew })).toEqual(['different', COUNT]);
    expect(said(WHOLE, [{ ...head, seal: 'x' }])).toEqual(['forged', COUNT]);
    expect(verify([keys[1]], WHOLE)).toMatchObject({ fault: 'unknown-key', brokenAt: 7 });
    const first = BACKUPS[0]!.rows[0]!;
    expect(verify(keys, WHOLE, [headOf(keys[1], first)]).heads).toEqual({
      compared: 0,
      older: 1,
      faults: [],
    });
  });
});
