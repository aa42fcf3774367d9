/** `case …`: cases at the counter, without their claims. Officers decide them at the desk. */
import { type CasePage, readCase, readQueue } from '../cases/index.ts';
import { shownReference } from '../contract/reference.ts';
import { REASON } from './audited.ts';
import { CommandFailure, shown, type Context } from './task.ts';
import { REFERENCE } from './submission.ts';
import { command, type Group } from './table.ts';

/** Every page of the queue. */
async function readAll({ resources, now, actor }: Context): Promise<CasePage['cases']> {
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

const list = command({
  name: 'list',
  about: 'Lists the cases that wait, the oldest first, without their claims (audited).',
  async run(context) {
    const waiting = await readAll(context);
    return { json: waiting, text: waiting.map(lineOf).join('\n') || 'No case waits.' };
  },
});

const show = command({
  name: 'show',
  about: 'Shows what has become of a case, without its claim (audited).',
  arguments: { ref: REFERENCE },
  options: { reason: REASON },
  async run({ resources, now, actor }, { ref, reason }) {
    const found = await readCase(resources, ref, { reason, actor }, now());
    if (!found)
      throw new CommandFailure(
        `No case has the reference ${shownReference(ref)}: it ended more than 180 days ago, or is of another service.`,
      );
    return shown(found);
  },
});

export const CASE: Group = {
  name: 'case',
  about: 'Cases at the counter; officers decide them at the desk.',
  commands: [list, show],
};
