/** `audit …`: the chain of audit entries. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Fault } from '../audit/chain.ts';
import { headsIn, readHead, type Head } from '../audit/head.ts';
import { isWhole, type ChainReport, type HeadFault } from '../audit/verification.ts';
import { verifyAudit, type AuditReport } from '../audit/verify.ts';
import { CommandFailure, onDatabase, type AddCommands } from './command.ts';

const FAULTS: Record<Fault | 'anchor', string> = {
  missing: 'the entry there was removed',
  altered: 'the entry there, or its seal, was changed',
  'unknown-key': 'its key is neither in MASTER_KEYS nor kept in the database',
  anchor: 'the anchor of the deleted entries is not signed by this service',
};

const HEAD_FAULTS: Record<HeadFault, string> = {
  missing: 'the entries up to there were removed, or an older state of the database was put back',
  different: 'another entry is there: the chain was cut before it and sealed again',
  forged: 'that head is not signed by this service',
  'unknown-key': 'its key is neither in MASTER_KEYS nor kept in the database',
};

export const addAuditCommands: AddCommands = (program, plan) => {
  const audit = program.command('audit').description('The chain of audit entries.');

  audit
    .command('verify')
    .description('Checks that no audit entry was changed or removed.')
    .option(
      '--heads <FILE>',
      'heads that were stored elsewhere: lines of the log, bodies of webhooks, or `audit head --json`, one a line',
    )
    .addHelpText(
      'after',
      '\nWithout heads a removal of the newest entries cannot be found: store the log, or heads, where the ' +
        'database’s users cannot write.',
    )
    .action(({ heads: file }: { heads?: string }) =>
      plan(
        onDatabase(async ({ resources, cwd }) => {
          const report = await verifyAudit(resources, file === undefined ? [] : await headsOf(cwd, file));
          return { json: report, text: textOf(report), exit: isWhole(report) ? 0 : 1 };
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
  if (lines.length === 0) lines.push(`All ${sealed} sealed entries are whole.`);
  if (removed > 0) lines.push(`Entries up to position ${removed} were deleted after their retention time.`);
  if (unsealed > 0) lines.push(`${unsealed} not sealed yet.`);
  const { compared, older } = report.heads;
  if (compared > 0) lines.push(`${compared} heads were compared.`);
  if (older > 0) lines.push(`${older} heads are older than the oldest entry, and were not compared.`);
  return lines.join('\n');
}

function* problemsOf({ brokenAt, fault, heads }: ChainReport): Generator<string> {
  if (fault) yield `The chain is broken at position ${brokenAt}: ${FAULTS[fault]}.`;
  for (const { position, fault } of heads.faults)
    yield `The head of position ${position} does not fit: ${HEAD_FAULTS[fault]}.`;
}
