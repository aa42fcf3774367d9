/** `audit …`: what happened, and the chain of its seals. */
import {
  type AuditReport,
  CHAIN_FAULTS,
  type Head,
  HEAD_FAULTS,
  headsIn,
  isOfUnit,
  isSound,
  kindsIn,
  placeOf,
  readHead,
  ROW_FAULTS,
} from '../events/index.ts';
import { verifyDatabase } from '../upkeep/index.ts';
import { CommandFailure, readGiven } from './context.ts';
import { asGiven, command, optional, type Group } from './table.ts';

const verify = command({
  name: 'verify',
  about:
    'Checks that no event was changed, removed or made up, and that what is stored is what the events tell.',
  notes:
    'Without heads a removal of the newest events cannot be found: store the log, or heads, where the ' +
    'database’s users cannot write.',
  options: {
    heads: optional(
      'FILE',
      'heads that were stored elsewhere: lines of the log, bodies of webhooks, or `audit head --json`, one a line',
      asGiven,
    ),
  },
  async run({ resources, cwd, now }, { heads: file }) {
    const heads = file === undefined ? [] : await headsOf(cwd, file);
    const report = await verifyDatabase({ ...resources, now }, heads);
    return { json: report, text: textOf(report), exit: isSound(report) ? 0 : 1 };
  },
});

const head = command({
  name: 'head',
  about: 'Prints the signed head of the chain, to be stored elsewhere.',
  async run({ resources: { database, keys } }) {
    const read = await readHead(database, keys);
    if (!read) throw new CommandFailure('Nothing is sealed yet: the running BFF seals within a second.');
    return { json: read, text: JSON.stringify(read) };
  },
});

export const AUDIT: Group = {
  name: 'audit',
  about: 'What happened, and the chain of its seals.',
  commands: [verify, head],
};

async function headsOf(cwd: string, file: string): Promise<Head[]> {
  const heads = headsIn(await readGiven(cwd, file));
  if (heads.length === 0) throw new CommandFailure(`${file} has no head: one JSON document a line.`);
  return heads;
}

function textOf(report: AuditReport): string {
  const { sealed, unsealed, removed } = report;
  const lines = [...problemsOf(report)];
  if (lines.length === 0) lines.push(`All ${sealed} sealed events are whole.`);
  if (removed > 0) lines.push(`Events up to position ${removed} were deleted after their retention time.`);
  if (unsealed > 0) lines.push(`${unsealed} not sealed yet.`);
  const { compared, older } = report.heads;
  if (compared > 0) lines.push(`${compared} heads were compared.`);
  if (older > 0) lines.push(`${older} heads are older than the oldest event, and were not compared.`);
  return lines.join('\n');
}

/** A line for each kind: where, and what. */
function* problemsOf({ faults, heads, rows, counts }: AuditReport): Generator<string> {
  for (const { fault, count, first } of kindsIn({ first: faults, counts: counts.faults }))
    yield `${count === 1 ? 'Position' : 'Positions'} ${placesOf(positionsOf(first), count)}: ${CHAIN_FAULTS[fault].en}.`;
  for (const { fault, count, first } of kindsIn({ first: heads.faults, counts: counts.heads })) {
    const places = placesOf(positionsOf(first), count);
    const those =
      count === 1
        ? `The head of position ${places} does not fit`
        : `The heads of positions ${places} do not fit`;
    yield `${those}: ${HEAD_FAULTS[fault].en}.`;
  }
  for (const { fault, count, first } of kindsIn({ first: rows, counts: counts.rows })) {
    const unit = isOfUnit(fault) ? (count === 1 ? 'Unit ' : 'Units ') : '';
    yield `${unit}${placesOf(first.map(placeOf), count)}: ${ROW_FAULTS[fault].en}.`;
  }
}

const positionsOf = (faults: readonly { position: number }[]): string[] =>
  faults.map(({ position }) => `${position}`);

const placesOf = (first: readonly string[], count: number): string =>
  first.join(', ') + (count > first.length ? ` and ${count - first.length} more` : '');
