/** The queue of cases, and the search above it. */
import { html } from 'hono/html';
import type { CaseOverview } from '../../cases/index.ts';
import { shownReference } from '../../contract/reference.ts';
import type { Actor } from '../../database/index.ts';
import { instantWords, lastDayWords } from '../words/dates.ts';
import {
  card,
  codeLink,
  hint,
  link,
  nextPage,
  searchHead,
  table,
  unitWords,
  type Html,
} from '../kit/index.ts';
import { nameOf, stateWords } from '../words/case-words.ts';
import { APPLICANT_WORDS, staffWords } from '../words/words.ts';

export const PATH = '/cases';
export const pathOf = (reference: string): string => `${PATH}/${reference}`;

/** The first officer in the queue; undefined while there was none. */
function firstWords({ proposal, returned }: CaseOverview, actor: Actor): string | undefined {
  const first = proposal?.by ?? returned?.to;
  return first === actor ? `${returned ? '上次' : ''}由您初核` : first && `初核：${staffWords(first)}`;
}

export const SEARCH = {
  path: PATH,
  title: '人工核验',
  name: 'reference',
  label: '来人报的编号',
  hint: '人工核验的8位编号，例如 K7M2-9QXH；没有编号的，填单位代码',
  button: '打开',
  hasFocus: true,
};

/** `actor`: the officer who reads it. */
const queueTable = (cases: readonly CaseOverview[], actor: Actor): Html =>
  table({
    label: '等待办理的申请',
    rows: cases,
    none: '没有等待办理的申请。单位申请人工核验以后，会列在这里。',
    columns: [
      {
        title: '编号',
        isHead: true,
        cell: ({ reference }) => codeLink(pathOf(reference), shownReference(reference)),
      },
      {
        title: '状态',
        cell: (found) => {
          const first = firstWords(found, actor);
          return html`${stateWords(found, actor)}${first ? html`<br />${hint(first)}` : ''}`;
        },
      },
      {
        title: '期限（含当天）',
        label: '期限',
        // A case whose papers were seen does not expire.
        kind: ({ state }) => (state === 'proposed' ? 'one-line' : 'last-day'),
        cell: ({ state, until }) => (state === 'proposed' ? '材料已看过' : lastDayWords(until)),
      },
      { title: '单位', cell: (found) => unitWords(found.unitCode, nameOf(found)) },
      { title: '申请人', kind: 'one-line', cell: ({ applicant }) => APPLICANT_WORDS[applicant] },
      { title: '申请时间', kind: 'time', cell: ({ openedAt }) => instantWords(openedAt) },
    ],
  });

export const queueBody = (
  cases: readonly CaseOverview[],
  next: string | undefined,
  actor: Actor,
  given: string,
  error: string,
): Html =>
  html`${searchHead(SEARCH, given, { lead: '先到期限的在前。一人初核，另一人复核。', error })}
  ${card({ body: [queueTable(cases, actor), nextPage(next && `${PATH}?after=${next}`)] })}`;

export const QUEUE_LINK = link(PATH, '回到等待办理的申请');
