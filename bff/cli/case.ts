/** `case …`: cases at the counter, without their claims. Officers decide them at the desk. */
import { type CasePage, readQueue } from '../cases/index.ts';
import { shownReference } from '../contract/reference.ts';
import type { Context } from './context.ts';
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

export const CASE: Group = {
  name: 'case',
  about: 'Cases at the counter; officers decide them at the desk.',
  commands: [list],
};
