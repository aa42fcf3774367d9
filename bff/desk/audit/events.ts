/** For auditors: the events by a filter, and a file of the events of some days. */
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { html } from 'hono/html';
import { chinaDate, checkDate } from '../../contract/identifiers.ts';
import { checkReference } from '../../contract/reference.ts';
import { DAY } from '../../contract/time.ts';
import {
  type EventFilter,
  eventsBetween,
  knownActor,
  listEvents,
  type StoredEvent,
  unitOfReference,
} from '../../events/index.ts';
import {
  card,
  checkBox,
  dayField,
  filterForm,
  form,
  head,
  listTools,
  link,
  notice,
  part,
  selectField,
  shownInField,
  table,
  textField,
  type Html,
  type Option,
  type OptionGroup,
} from '../kit/index.ts';
import { fieldOf } from '../page/fields.ts';
import {
  attached,
  breakOff,
  show,
  type DeskDependencies,
  type DeskRoute,
  type Reply,
  type Visit,
} from '../page/route.ts';
import { secondWords } from '../words/dates.ts';
import {
  actorIn,
  actorWords,
  detailWords,
  EVENT_WORDS,
  shownActor,
  typeIn,
  typeWords,
} from '../words/event-words.ts';
import { personsNumberMistake, searchMistake, unitCodeIn } from '../words/typed.ts';

const PATH = '/events';
const EXPORT = `${PATH}/export`;
const TITLE = '审计记录';
const LAST_DAY = '2100-12-31';
/** A kind, and a subject of at most 255 characters (OpenID Connect Core, 2). */
const ACTOR_MAXIMUM = 300;

/** Midnight in China of a day (YYYY-MM-DD) from 1800 to 2100; undefined for other text. */
function midnight(text: string): Date | undefined {
  const day = checkDate(text, LAST_DAY);
  return day.ok && day.value === text ? new Date(`${text}T00:00:00+08:00`) : undefined;
}

const NO_DAY = '日期不正确，已清空。请重新选择，或留空。';
const EARLIER = '这一天比开始的那天早，请更改。';

function actorMistake(text: string): string {
  const mistake = personsNumberMistake(text, '人员编号');
  if (mistake !== '') return `${mistake}，或留空。`;
  return text.length > ACTOR_MAXIMUM ? `人员编号最多${ACTOR_MAXIMUM}个字，请核对一遍，或留空。` : '';
}

/** The fields of the filter that may be wrong, and their names in the notice. */
const WRONG_WORDS = {
  unit: '编号或单位代码不正确',
  actor: '人员编号不正确',
  since: '日期不正确',
  until: '日期不正确',
};
type Mistakes = Partial<Record<keyof typeof WRONG_WORDS, string>>;

/** The filter for the audit; days as they were given. */
type Asked = Omit<EventFilter, 'since' | 'until'> & Record<'since' | 'until', string | undefined>;

interface Filter {
  given: Record<'type' | 'unit' | 'actor' | 'since' | 'until' | 'deeds', string>;
  filter: EventFilter;
  asked: Asked;
  mistakes: Mistakes;
}

function filterIn({ req }: Context): Filter {
  const given = {
    type: typeIn(req.query('type')?.trim() ?? '') ?? '',
    unit: req.query('unit') ?? '',
    actor: req.query('actor') ?? '',
    since: req.query('since')?.trim() ?? '',
    until: req.query('until')?.trim() ?? '',
    deeds: req.query('deeds') === 'yes' ? 'yes' : '',
  };
  const [since, lastDay] = [midnight(given.since), midnight(given.until)];
  const filter: EventFilter = {
    type: given.type || undefined,
    unitCode: unitCodeIn(given.unit),
    reference: checkReference(given.unit),
    actor: actorIn(given.actor.trim()),
    deedsAlone: given.deeds === 'yes' || undefined,
    since,
    until: lastDay && new Date(lastDay.getTime() + DAY),
  };
  const isWrongUnit = given.unit.trim() !== '' && !filter.unitCode && !filter.reference;
  const actor = actorMistake(given.actor);
  const mistakes: Mistakes = {
    ...(isWrongUnit && { unit: searchMistake(given.unit) }),
    ...(actor !== '' && { actor }),
    ...(!since && given.since !== '' && { since: NO_DAY }),
    ...(!lastDay && given.until !== '' && { until: NO_DAY }),
    ...(since && lastDay && since > lastDay && { until: EARLIER }),
  };
  const asked = { ...filter, since: since && given.since, until: lastDay && given.until };
  return { given, filter, asked, mistakes };
}

const typeField = (given: string): Html => {
  const optionsOf = (types: Record<string, string>) =>
    Object.entries(types).map(([value, words]) => ({ value, words }));
  return selectField({
    id: 'type',
    label: '类型',
    value: given,
    options: [
      { value: '', words: '全部' },
      ...Object.entries(EVENT_WORDS).flatMap(([group, { title, types }]): (Option | OptionGroup)[] => {
        const each = optionsOf(types);
        if (each.length === 1) return each;
        return [{ title, options: [{ value: group, words: `${title}：全部` }, ...each] }];
      }),
    ],
  });
};

const filterPart = ({ given, filter, mistakes }: Filter): Html =>
  filterForm({
    action: PATH,
    button: '筛选',
    fields: [
      typeField(given.type),
      textField({
        id: 'unit',
        label: '编号或单位代码',
        value: shownInField(given.unit),
        error: mistakes.unit,
        isCode: true,
      }),
      textField({
        id: 'actor',
        label: '人员编号',
        placeholder: '例如 officer-1',
        value: shownInField(given.actor),
        error: mistakes.actor,
        isCode: true,
      }),
      dayField({
        id: 'since',
        label: '从（含当天）',
        value: filter.since ? given.since : '',
        error: mistakes.since,
      }),
      dayField({
        id: 'until',
        label: '截至（含当天）',
        value: filter.until ? given.until : '',
        error: mistakes.until,
      }),
    ],
    more: checkBox({
      name: 'deeds',
      value: 'yes',
      words: '只看办理，不看查看和查询',
      isChecked: given.deeds === 'yes',
    }),
  });

interface Days {
  given: Record<'from' | 'to', string>;
  /** Undefined: a day is wrong. */
  between: readonly [from: Date, to: Date] | undefined;
  mistakes: Partial<Record<'from' | 'to', string>>;
}

function daysIn(visit: Visit): Days {
  const [first, last] = [fieldOf(visit, 'from'), fieldOf(visit, 'to')];
  const [from, to] = [midnight(first), midnight(last)];
  const mistake = (text: string) =>
    text === '' ? '请填写一个日期，例如 2026-11-25。' : '日期不正确，已清空。请重新选择。';
  return {
    given: { from: from ? first : '', to: to ? last : '' },
    between: from && to && from <= to ? [from, new Date(to.getTime() + DAY)] : undefined,
    mistakes: {
      ...(!from && { from: mistake(first) }),
      ...(!to && { to: mistake(last) }),
      ...(from && to && from > to && { to: EARLIER }),
    },
  };
}

const lastMonth = (now: number): Days => ({
  given: { from: chinaDate(now - 30 * DAY), to: chinaDate(now) },
  between: undefined,
  mistakes: {},
});

const exportPart = ({ session }: Visit, { given, mistakes }: Days): Html =>
  form(session, {
    action: EXPORT,
    body: html`<p class="hint">
      导出所选日期的全部记录，不受上面筛选的影响。一行一条（NDJSON），带签名，可以另存。导出记入审计。
    </p>`,
    fields: [
      dayField({ id: 'from', label: '从', value: given.from, error: mistakes.from, isRequired: true }),
      dayField({ id: 'to', label: '到（含当天）', value: given.to, error: mistakes.to, isRequired: true }),
    ],
    buttons: [{ words: '导出', weight: 'second' }],
  });

/** On paper, which has no form, and on a phone, where it is closed. */
const conditionsPart = (asked: Asked): Html => {
  const conditions = detailWords({ type: 'audit.read', actor: '', detail: JSON.stringify(asked) });
  return conditions.length === 0
    ? html`<p class="paper">没有筛选条件。</p>`
    : html`<p class="paper on-phone">筛选：${conditions.join('；')}。</p>`;
};

/** `addressOf`: the page with another filter; `older`: of the next events. */
const eventsPart = (
  events: readonly StoredEvent[],
  addressOf: (filter: Record<string, string>) => string,
  older: string | undefined,
): Html =>
  card({
    body: [
      table({
        label: '记录',
        look: 'events',
        rows: events,
        none: '没有符合条件的记录。请少填一个条件再筛选。',
        columns: [
          { title: '序号', cell: ({ position }) => position },
          { title: '时间', kind: 'time', cell: ({ at }) => secondWords(at) },
          {
            title: '操作人',
            kind: 'one-line',
            cell: ({ actor }) => link(addressOf({ actor: shownActor(actor) }), actorWords(actor)),
          },
          { title: '类型', kind: 'one-line', cell: typeWords },
          { title: '单位', kind: 'code', cell: (event) => event.unit_code ?? '' },
          { title: '详情', kind: 'long', cell: (event) => detailsPart(detailWords(event)) },
        ],
      }),
      older === undefined
        ? ''
        : html`<p class="no-paper">${link(older, '更早的记录')}</p>
            <p class="paper">更早的记录没有印在这里。</p>`,
    ],
  });

/** A detail breaks only where it does not fit on a line. */
const detailsPart = (details: readonly string[]): Html | '' =>
  details.length === 0
    ? ''
    : html`${details.map((words, at) => html`<span class="whole-item">${words}${at < details.length - 1 ? '；' : ''}</span>`)}`;

/** The number of the event before which the page begins. */
function beforeIn({ req }: Context): number | undefined {
  const before = Number(req.query('before') ?? NaN);
  return Number.isSafeInteger(before) && before > 0 ? before : undefined;
}

export function eventPages(dependencies: DeskDependencies): DeskRoute[] {
  const { database, log, now } = dependencies;

  /**
   * With the unit, so that the events of a unit or of a case have the looks at them. An actor that
   * no event has may be a person's name, and is not recorded.
   */
  const recordLook = async (visit: Visit, { unitCode, ...asked }: Asked): Promise<void> => {
    const { reference, actor } = asked;
    const unit = unitCode ?? (reference && (await unitOfReference(database, reference)));
    const known = actor && (await knownActor(database, actor));
    await visit.record({ type: 'audit.read', detail: { ...asked, actor: known }, unitCode: unit });
  };

  const list = async (visit: Visit): Promise<Response> => {
    const { c } = visit;
    const asked = filterIn(c);
    const before = beforeIn(c);
    const wrongs = Object.keys(asked.mistakes) as (keyof Mistakes)[];
    const isWrong = wrongs.length > 0;
    if (!isWrong) await recordLook(visit, asked.asked);
    const found = isWrong ? undefined : await listEvents(database, asked.filter, before);
    // Above the form when there are several to find; below it a single mistake moves no button.
    const hasSeveral = wrongs.length > 1;
    const why = hasSeveral
      ? `有${wrongs.length}处需要改正`
      : wrongs.map((field) => WRONG_WORDS[field]).join('');
    const unsearched = notice('bad', `未能筛选：${why}`, '改正后重新筛选，才会显示记录。');
    const addressOf = (more: Record<string, string>) =>
      `${PATH}?${new URLSearchParams({ ...asked.given, ...more }).toString()}`;
    const newest = html`<a class="no-paper" href="${addressOf({})}">回到最近的记录</a>`;
    const lead =
      before === undefined
        ? '最近的在前。您的查看也会记入。'
        : html`${part(`序号${before}以前的记录。`)}${newest}`;
    const isOfExport = visit.deed === 'audit.export';
    const days = isOfExport ? daysIn(visit) : lastMonth(now());
    const older = found?.before === undefined ? undefined : addressOf({ before: String(found.before) });
    const body = html`${head(TITLE, lead)} ${isWrong ? '' : conditionsPart(asked.asked)}
    ${hasSeveral ? unsearched : ''}
    ${listTools(
      { summary: '筛选', body: filterPart(asked), isOpen: isWrong },
      { summary: '导出', body: exportPart(visit, days), isOpen: isOfExport },
    )}
    ${isWrong && !hasSeveral ? unsearched : ''} ${found ? eventsPart(found.events, addressOf, older) : ''}`;
    return show(visit, { title: TITLE, path: PATH, body }, isOfExport || isWrong ? 422 : 200);
  };

  const exported = async (visit: Visit): Promise<Response | Reply> => {
    const { given, between } = daysIn(visit);
    if (!between) return { page: PATH, reply: {} };
    await visit.record({ type: 'audit.exported', detail: given });
    visit.c.header('Content-Type', 'application/x-ndjson; charset=utf-8');
    const days = `${given.from}-${given.to}.ndjson`;
    visit.c.header('Content-Disposition', attached(`审计记录-${days}`, `events-${days}`));
    // A failure breaks the connection, so that a file which is not whole does not look whole.
    const lines = linesOf(eventsBetween(database, ...between), (error) => breakOff(log, EXPORT, error));
    return visit.c.body(Readable.toWeb(Readable.from(lines)) as ReadableStream);
  };

  return [
    { method: 'get', path: PATH, access: 'audit.read', handle: list },
    { method: 'post', path: EXPORT, access: 'audit.export', handle: exported },
  ];
}

async function* linesOf(
  batches: AsyncIterable<StoredEvent[]>,
  onError: (error: unknown) => never,
): AsyncGenerator<Buffer> {
  try {
    for await (const batch of batches)
      yield Buffer.from(batch.map((event) => `${JSON.stringify(event)}\n`).join(''));
  } catch (error) {
    onError(error);
  }
}
