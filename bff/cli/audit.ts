/** `audit …`: what happened, and the chain of its seals. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RowFault } from '../events/compare.ts';
import { headsIn, readHead, type Head } from '../events/head.ts';
import type { HeadFault } from '../events/verification.ts';
import { isSound, type AuditReport } from '../events/verify.ts';
import { verifyDatabase } from '../monitoring/verify.ts';
import { CommandFailure, onDatabase, type AddCommands } from './command.ts';

const FAULTS: Record<AuditReport['faults'][number]['fault'], string> = {
  'event-altered': 'the event there is not what this service wrote',
  'event-repeated': 'the event there is a copy of another one',
  'events-changed': 'of the events of the seal that ends there one was removed, moved or slipped in',
  'seal-missing': 'the seal that followed there was removed',
  'seal-altered': 'the seal that ends there is not what this service wrote',
  'unknown-key': 'its key is not in the database',
  anchor: 'the anchor of the deleted events is not signed by this service',
};

const ROW_FAULTS: Record<RowFault['fault'], string> = {
  'certification-without-event': 'its certification is not what the events tell',
  'event-without-certification': 'it was certified, and its certification was removed',
  'registration-without-event': 'it did not register as the database tells',
  'submission-without-event': 'one of its submissions is not as its last event says',
  'event-without-submission': 'one of its submissions was removed',
  'case-without-event': 'one of its cases at the counter is not as its last event says',
  'event-without-case': 'one of its cases at the counter was removed',
  'revocation-without-event': 'nobody has proposed the revocation that waits for a second officer',
  'message-missing': 'a portal was not told of an event',
  'key-put-back': 'the keys of that use are not what the last replacement left',
  'rows-changed': 'its rows are not what the last import left',
  'fan-out-ahead': 'it says that messages were made of events that are still to come',
  trigger: 'the service has no such trigger',
  rule: 'the service has no such rule',
  policy: 'the service has no such policy',
};

/** Faults of each kind that are written out. */
const FAULTS_NAMED = 20;

const HEAD_FAULTS: Record<HeadFault, string> = {
  missing: 'the events up to there were removed, or an older state of the database was put back',
  different: 'no such seal ends there: the chain was cut before it and sealed again',
  forged: 'that head is not signed by this service',
  'unknown-key': 'its key is not in the database',
};

export const addAuditCommands: AddCommands = (program, plan) => {
  const audit = program.command('audit').description('What happened, and the chain of its seals.');

  audit
    .command('verify')
    .description(
      'Checks that no event was changed, removed or made up, and that what is stored is what the events tell.',
    )
    .option(
      '--heads <FILE>',
      'heads that were stored elsewhere: lines of the log, bodies of webhooks, or `audit head --json`, one a line',
    )
    .addHelpText(
      'after',
      '\nWithout heads a removal of the newest events cannot be found: store the log, or heads, where the ' +
        'database’s users cannot write.',
    )
    .action(({ heads: file }: { heads?: string }) =>
      plan(
        onDatabase(async ({ resources, cwd, now }) => {
          const heads = file === undefined ? [] : await headsOf(cwd, file);
          const report = await verifyDatabase({ ...resources, now }, heads);
          return { json: report, text: textOf(report), exit: isSound(report) ? 0 : 1 };
        }),
      ),
    );

  audit
    .command('head')
    .description('Prints the signed head of the chain, to be stored elsewhere.')
    .action(() =>
      plan(
        onDatabase(async ({ resources: { database, keys } }) => {
          const head = await readHead(database, keys);
          if (!head)
            throw new CommandFailure('Nothing is sealed yet: the running BFF seals within a second.');
          return { json: head, text: JSON.stringify(head) };
        }),
      ),
    );
};

async function headsOf(cwd: string, file: string): Promise<Head[]> {
  const text = await readFile(resolve(cwd, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure(`${file} cannot be read (${error.code}).`);
  });
  const heads = headsIn(text);
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

function* problemsOf({ faults, heads, rows }: AuditReport): Generator<string> {
  yield* named(faults.map(({ position, fault }) => `Position ${position}: ${FAULTS[fault]}.`));
  yield* named(
    heads.faults.map(
      ({ position, fault }) => `The head of position ${position} does not fit: ${HEAD_FAULTS[fault]}.`,
    ),
  );
  yield* named(
    rows.map((row) => `${'unit' in row ? `Unit ${row.unit}` : row.name}: ${ROW_FAULTS[row.fault]}.`),
  );
}

const named = (problems: readonly string[]): string[] =>
  problems.length <= FAULTS_NAMED
    ? [...problems]
    : [...problems.slice(0, FAULTS_NAMED), `… ${problems.length - FAULTS_NAMED} more (--json has them)`];
