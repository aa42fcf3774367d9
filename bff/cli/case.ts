/** `case …`: cases at the counter, without their claims. Officers decide them at the desk. */
import { type CasePage, readCase, readQueue } from '../cases/index.ts';
import { shownReference } from '../contract/reference.ts';
import { REASON } from './audited.ts';
import { CommandFailure, onDatabase, type AddCommands, type Context } from './command.ts';
import { reference } from './submission.ts';

/** Every page of the queue. */
async function readAll({
  resources,
  now,
  actor,
}: Pick<Context, 'resources' | 'now' | 'actor'>): Promise<CasePage['cases']> {
  const all: CasePage['cases'] = [];
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const page: CasePage = await readQueue(resources, { actor, after }, now());
    all.push(...page.cases);
    after = page.next;
  }
  return all;
}

const lineOf = ({ reference, unitCode, state, until }: CasePage['cases'][number]): string =>
  `${shownReference(reference)}  ${unitCode}  ${state.padEnd(8)}  ${state === 'proposed' ? 'papers seen' : `until ${until.slice(0, 10)}`}`;

export const addCaseCommands: AddCommands = (program, plan) => {
  const cases = program
    .command('case')
    .description('Cases at the counter; officers decide them at the desk.');

  cases
    .command('list')
    .description('Lists the cases that wait, the oldest first, without their claims (audited).')
    .action(() =>
      plan(
        onDatabase(async (context) => {
          const waiting = await readAll(context);
          const text = waiting.length > 0 ? waiting.map(lineOf).join('\n') : 'No case waits.';
          return { json: waiting, text };
        }),
      ),
    );

  cases
    .command('show')
    .description('Shows what has become of a case, without its claim (audited).')
    .argument('<REF>', 'the eight characters, with or without the hyphen', reference)
    .requiredOption(...REASON)
    .action((given: string, { reason }: { reason: string }) =>
      plan(
        onDatabase(async ({ resources, now, actor }) => {
          const found = await readCase(resources, given, { reason, actor }, now());
          if (!found)
            throw new CommandFailure(
              `No case has the reference ${shownReference(given)}: it ended more than 180 days ago, or is of another service.`,
            );
          return { json: found, text: JSON.stringify(found, undefined, 2) };
        }),
      ),
    );
};
