/** For auditors: the events, their seals, the verification, and a file of the events of some days. */
import { Readable } from 'node:stream';
import { html } from 'hono/html';
import { chinaDate, checkDate } from '../contract/identifiers.ts';
import { checkReference } from '../contract/reference.ts';
import { DAY } from '../contract/time.ts';
import {
  type AuditReport,
  CHAIN_FAULTS,
  type EventFilter,
  eventsBetween,
  type Head,
  HEAD_FAULTS,
  headIn,
  type HeadFault,
  isOfUnit,
  isSound,
  kindsIn,
  knownActor,
  listEvents,
  placeOf,
  readHead,
  ROW_FAULTS,
  sealLag,
  type StoredEvent,
  totalOf,
  unitOfReference,
} from '../events/index.ts';
import { verifyDatabase } from '../upkeep/index.ts';
import {
  actorIn,
  actorWords,
  detailWords,
  EVENT_WORDS,
  shownActor,
  typeIn,
  typeWords,
} from './event-words.ts';
import { secondWords } from './dates.ts';
import { personsNumberMistake, searchMistake, unitCodeIn } from './fields.ts';
import {
  buttonLink,
  card,
  checkBox,
  columns,
  dayField,
  facts,
  filterForm,
  fold,
  form,
  joined,
  listTools,
  link,
  notice,
  head as pageHead,
  part,
  selectField,
  shownInField,
  table,
  textArea,
  textField,
  type Html,
  type Option,
  type OptionGroup,
} from './kit/index.ts';
import {
  fieldOf,
  logFailure,
  recordDeed,
  show,
  type DeskDependencies,
  type DeskRoute,
  type Visit,
} from './route.ts';
import { slowPage } from './slow-page.ts';

const EVENTS = '/events';
const EXPORT = `${EVENTS}/export`;
const SEALS = '/seals';
const VERIFY = `${SEALS}/verify`;
const LAST_DAY = '2100-12-31';
/** A kind, and a subject of at most 255 characters (OpenID Connect Core, 2). */
const ACTOR_MAXIMUM = 300;

/** Midnight in China of a day (YYYY-MM-DD) from 1800 to 2100; undefined for other text. */
function midnight(text: string): Date | undefined {
  const day = checkDate(text, LAST_DAY);
  return day.ok && day.value === text ? new Date(`${text}T00:00:00+08:00`) : undefined;
}

/** Mistakes of the filter's days. */
type WrongFilter = Partial<Record<'since' | 'until', string>>;
const NO_DAY = '日期不正确，已清空。请重新选择，或留空。';
const EARLIER = '这一天比开始的那天早，请更改。';

/** The mistake of a day of the export that is none. */
const wrongDay = (text: string): string =>
  text === '' ? '请填写一个日期，例如 2026-11-25。' : '日期不正确，已清空。请重新选择。';

function actorMistake(text: string): string {
  const mistake = personsNumberMistake(text, '人员编号');
  if (mistake !== '') return `${mistake}，或留空。`;
  return text.length > ACTOR_MAXIMUM ? `人员编号最多${ACTOR_MAXIMUM}个字，请核对一遍，或留空。` : '';
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

/** The header of a file to keep. `plain`: its name for a browser that takes ASCII alone. */
const attached = (name: string, plain: string): string =>
  `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;

/** The days of the export, as given. */
type Days = Record<'from' | 'to', string>;
/** The mistake in each of the days. */
type WrongDays = Partial<Days>;

/** The filter; days as they were given. */
type Asked = Omit<EventFilter, 'since' | 'until'> & Record<'since' | 'until', string | undefined>;

/** On paper, which has no form, and on a phone, where it is closed. */
const conditionsPart = (asked: Asked): Html => {
  const conditions = detailWords({ type: 'audit.read', actor: '', detail: JSON.stringify(asked) });
  return conditions.length === 0
    ? html`<p class="paper">没有筛选条件。</p>`
    : html`<p class="paper on-phone">筛选：${conditions.join('；')}。</p>`;
};

export function auditPages(dependencies: DeskDependencies): DeskRoute[] {
  const { database, keys, log, now } = dependencies;
  const record = recordDeed(dependencies);

  /** For an answer that has begun: the web server prints the error that is thrown, which has no data, and breaks the connection. */
  const breakOff = (path: string, error: unknown): never => {
    logFailure(log, path, error);
    throw new Error('an answer broke off: the log has the reason');
  };

  /**
   * With the unit, so that the events of a unit or of a case have the looks at them. An actor that no event has may be a person's name,
   * and is not recorded.
   */
  const recordLook = async ({ session }: Visit, { unitCode, ...asked }: Asked): Promise<void> => {
    const { reference, actor } = asked;
    const unit = unitCode ?? (reference && (await unitOfReference(database, reference)));
    const known = actor && (await knownActor(database, actor));
    await record(session, { type: 'audit.read', detail: { ...asked, actor: known }, unitCode: unit });
  };

  const events = async (
    visit: Visit,
    days: Days = { from: chinaDate(now() - 30 * DAY), to: chinaDate(now()) },
    wrong?: WrongDays,
  ): Promise<Response> => {
    const { c, session } = visit;
    const given = {
      type: typeIn(c.req.query('type')?.trim() ?? '') ?? '',
      unit: c.req.query('unit') ?? '',
      actor: c.req.query('actor') ?? '',
      since: c.req.query('since') ?? '',
      until: c.req.query('until') ?? '',
      deeds: c.req.query('deeds') === 'yes' ? 'yes' : '',
    };
    const [firstDay, lastDay] = [midnight(given.since.trim()), midnight(given.until.trim())];
    const from = Number(c.req.query('before') ?? NaN);
    const before = Number.isSafeInteger(from) && from > 0 ? from : undefined;
    const filter: EventFilter = {
      type: given.type,
      unitCode: unitCodeIn(given.unit),
      reference: checkReference(given.unit),
      actor: actorIn(given.actor.trim()),
      deedsAlone: given.deeds === 'yes' || undefined,
      since: firstDay,
      until: lastDay && new Date(lastDay.getTime() + DAY),
    };
    const isWrongUnit = given.unit.trim() !== '' && !filter.unitCode && !filter.reference;
    const actorError = actorMistake(given.actor);
    const wrongFilter: WrongFilter = {
      ...(!firstDay && given.since.trim() !== '' && { since: NO_DAY }),
      ...(!lastDay && given.until.trim() !== '' && { until: NO_DAY }),
      ...(firstDay && lastDay && firstDay > lastDay && { until: EARLIER }),
    };
    const wrongs = [
      ...(isWrongUnit ? ['编号或单位代码不正确'] : []),
      ...(actorError === '' ? [] : ['人员编号不正确']),
      ...Object.values(wrongFilter).map(() => '日期不正确'),
    ];
    const isWrong = wrongs.length > 0;
    const asked = {
      ...filter,
      type: filter.type || undefined,
      since: firstDay && given.since.trim(),
      until: lastDay && given.until.trim(),
    };
    if (!isWrong) await recordLook(visit, asked);
    const page = isWrong ? { events: [], before: undefined } : await listEvents(database, filter, before);
    // Above the form when there are several to find; below it a single mistake moves no button.
    const hasSeveral = wrongs.length > 1;
    const title = `未能筛选：${hasSeveral ? `有${wrongs.length}处需要改正` : wrongs.join('')}`;
    const unsearched = notice('bad', title, '改正后重新筛选，才会显示记录。');
    const addressOf = (more: Record<string, string>) =>
      `${EVENTS}?${new URLSearchParams({ ...given, ...more }).toString()}`;
    const newest = html`<a class="no-paper" href="${addressOf({})}">回到最近的记录</a>`;
    const lead =
      before === undefined
        ? '最近的在前。您的查看也会记入。'
        : html`${part(`序号${before}以前的记录。`)}${newest}`;
    const filterPart = filterForm({
      action: EVENTS,
      button: '筛选',
      fields: [
        typeField(filter.type ?? ''),
        textField({
          id: 'unit',
          label: '编号或单位代码',
          value: shownInField(given.unit),
          error: isWrongUnit ? searchMistake(given.unit) : '',
          isCode: true,
        }),
        textField({
          id: 'actor',
          label: '人员编号',
          placeholder: '例如 officer-1',
          value: shownInField(given.actor),
          error: actorError,
          isCode: true,
        }),
        dayField({
          id: 'since',
          label: '从（含当天）',
          value: firstDay ? given.since : '',
          error: wrongFilter.since,
        }),
        dayField({
          id: 'until',
          label: '截至（含当天）',
          value: lastDay ? given.until : '',
          error: wrongFilter.until,
        }),
      ],
      more: checkBox({
        name: 'deeds',
        value: 'yes',
        words: '只看办理，不看查看和查询',
        isChecked: given.deeds === 'yes',
      }),
    });
    const exportPart = form(session, {
      action: EXPORT,
      body: html`<p class="hint">
        导出所选日期的全部记录，不受上面筛选的影响。一行一条（NDJSON），带签名，可以另存。导出记入审计。
      </p>`,
      fields: [
        dayField({ id: 'from', label: '从', value: days.from, error: wrong?.from, isRequired: true }),
        dayField({ id: 'to', label: '到（含当天）', value: days.to, error: wrong?.to, isRequired: true }),
      ],
      buttons: [{ words: '导出', weight: 'second' }],
    });
    const older = page.before === undefined ? undefined : addressOf({ before: String(page.before) });
    const body = html`${pageHead('审计记录', lead)} ${isWrong ? '' : conditionsPart(asked)}
    ${hasSeveral ? unsearched : ''}
    ${listTools(
      { summary: '筛选', body: filterPart, isOpen: isWrong },
      { summary: '导出', body: exportPart, isOpen: wrong !== undefined },
    )}
    ${isWrong && !hasSeveral ? unsearched : ''} ${isWrong ? '' : eventsPart(page.events, addressOf, older)}`;
    return show(visit, { title: '审计记录', path: EVENTS, body }, wrong || isWrong ? 422 : 200);
  };

  const exported = async (visit: Visit): Promise<Response> => {
    const [first, last] = [fieldOf(visit, 'from'), fieldOf(visit, 'to')];
    const from = midnight(first);
    const to = midnight(last);
    const wrong = {
      ...(!from && { from: wrongDay(first) }),
      ...(!to && { to: wrongDay(last) }),
      ...(from && to && from > to && { to: EARLIER }),
    };
    if (!from || !to || from > to)
      return events(visit, { from: from ? first : '', to: to ? last : '' }, wrong);
    await record(visit.session, { type: 'audit.exported', detail: { from: first, to: last } });
    visit.c.header('Content-Type', 'application/x-ndjson; charset=utf-8');
    const days = `${first}-${last}.ndjson`;
    visit.c.header('Content-Disposition', attached(`审计记录-${days}`, `events-${days}`));
    // A failure breaks the connection, so that a file which is not whole does not look whole.
    const batches = eventsBetween(database, from, new Date(to.getTime() + DAY));
    const lines = Readable.from(linesOf(batches, (error) => breakOff(EXPORT, error)));
    return visit.c.body(Readable.toWeb(lines) as ReadableStream);
  };

  const seals = async (
    visit: Visit,
    {
      message = '',
      error = '',
      status = 200,
    }: { message?: Html | ''; error?: string; status?: 200 | 409 | 422 } = {},
  ): Promise<Response> => {
    const head = await readHead(database, keys);
    const lag = await sealLag({ database, now });
    const newest = head
      ? [
          html`<p>证明到这个序号的记录都在。请下载，存到别的机器，下次核对时用。</p>`,
          facts([
            ['封存到序号', head.position],
            ['封存时间', part(secondWords(head.at))],
            ['等待封存的', lag < 1000 ? '没有积压' : `最早的已等${Math.round(lag / 1000)}秒`],
          ]),
          html`<p>${buttonLink(`${SEALS}/head`, '下载封存凭证', true)}</p>`,
          fold(
            '不能保存文件的，复制凭证的原文',
            html`<p class="whole"><code class="code">${JSON.stringify(head)}</code></p>`,
          ),
        ]
      : html`<p>还没有封存凭证：有了第一条记录，一秒以后就有。</p>`;
    const verifyForm = form(visit.session, {
      action: VERIFY,
      title: '核对',
      isCard: true,
      body: textArea({
        id: 'heads',
        label: '以前下载的封存凭证（可以不填）',
        hint: '粘贴文件里的整行，一行一张；填了才能发现最新的记录被删除',
        value: fieldOf(visit, 'heads'),
        error,
        isCode: true,
      }),
      buttons: [{ words: '核对全部记录' }],
    });
    const lead = '每条记录都有签名，每秒封存一次，后一次连着前一次：被改动的，核对时看得出来。';
    const body = html`${pageHead('封存与核对', lead)} ${message}
    ${columns(card({ title: '最新的封存凭证', body: newest }), verifyForm)}`;
    return show(visit, { title: '封存与核对', path: SEALS, body }, status);
  };

  /** A verification reads all events: there is one at a time in this process, which also answers portals. */
  let isVerifying = false;
  const verify = async (visit: Visit, heads: readonly (Head | undefined)[]): Promise<string> => {
    isVerifying = true;
    try {
      const report = await verifyDatabase(
        { database, keys, now },
        heads.filter((head) => head !== undefined),
      );
      await record(visit.session, { type: 'audit.verified', detail: countsOf(report) });
      return (await seals(visit, { message: reportPart(report, heads) })).text();
    } finally {
      isVerifying = false;
    }
  };
  const verified = (visit: Visit): Promise<Response> => {
    const lines = fieldOf(visit, 'heads').split('\n');
    const heads = lines.map((line) => headIn(line));
    const wrong = lines.flatMap((line, at) => (line.trim() !== '' && !heads[at] ? [at + 1] : []));
    if (wrong.length > 0)
      return seals(visit, {
        error: `第${wrong.join('、')}行不是完整的封存凭证，没有核对。请粘贴下载的文件里的整行，一行一张；找不到的，清空以后再核对。`,
        status: 422,
      });
    if (isVerifying) {
      const message = notice('care', '正在核对', '另一次核对还没有结束，请稍后再试。');
      return seals(visit, { message, status: 409 });
    }
    const page = verify(visit, heads).catch((error: unknown) => breakOff(VERIFY, error));
    return Promise.resolve(slowPage(visit.c, page));
  };

  const head = async ({ c }: Visit): Promise<Response> => {
    const newest = await readHead(database, keys);
    if (!newest) return c.redirect(SEALS, 303);
    const file = `${newest.position}.json`;
    c.header('Content-Disposition', attached(`封存凭证-${file}`, `head-${file}`));
    return c.json(newest);
  };

  return [
    { method: 'get', path: EVENTS, access: 'audit.read', handle: (visit) => events(visit) },
    { method: 'post', path: EXPORT, access: 'audit.export', handle: exported },
    { method: 'get', path: SEALS, access: 'audit.verify', handle: (visit) => seals(visit) },
    { method: 'get', path: `${SEALS}/head`, access: 'audit.verify', isFile: true, handle: head },
    { method: 'post', path: VERIFY, access: 'audit.verify', handle: verified },
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

/** One character that was copied wrong does this too, in the signature or in its key's id. A key that is gone leaves faults in the chain. */
const IS_WRONG_COPY: Record<HeadFault, boolean> = {
  missing: false,
  different: false,
  forged: true,
  'unknown-key': true,
};

/** For the audit: a head that was copied wrong says nothing of the records. */
const countsOf = ({ counts, heads }: AuditReport) => {
  const wrongCopies = kindsIn({ first: heads.faults, counts: counts.heads })
    .filter(({ fault }) => IS_WRONG_COPY[fault])
    .reduce((sum, { count }) => sum + count, 0);
  return {
    faults: totalOf(counts.faults) + totalOf(counts.rows),
    heads: heads.compared,
    headFaults: totalOf(counts.heads) - wrongCopies,
    ...(wrongCopies > 0 && { wrongCopies }),
  };
};

const headWords = ({ position, at }: Head): Html =>
  html`${part(`序号${position}`)}${part(`（${secondWords(at)}）`)}`;

/** `lines`: of the field with the heads; undefined where one is empty. */
function reportPart(report: AuditReport, lines: readonly (Head | undefined)[]): Html {
  const { sealed, unsealed, removed, heads } = report;
  const named = isSound(report)
    ? lines.flatMap((head) => (head && head.position >= removed ? [headWords(head)] : []))
    : [];
  const compared = [
    part(`比较了${heads.compared}张封存凭证`),
    ...(named.length > 0 ? [joined(named, '、')] : []),
  ];
  const counts = joined(
    [
      part(`已封存${sealed}条`),
      part(`等待封存${unsealed}条`),
      ...(removed > 0 ? [html`${part(`序号${removed}及以前`)}的已按期限删除`] : []),
      ...(heads.compared > 0 ? [joined(compared, '：')] : []),
      ...(heads.older > 0 ? [html`${part(`${heads.older}张封存凭证`)}早于保留的记录，没有比较`] : []),
    ],
    '，',
  );
  if (isSound(report)) {
    const without = `${heads.older > 0 ? '' : '没有填封存凭证，'}最新的记录是否被删看不出来。`;
    return notice('good', '没有发现改动', html`${counts}。${heads.compared > 0 ? '' : without}`);
  }
  const { faults, headFaults, wrongCopies = 0 } = countsOf(report);
  const isPasted = faults + headFaults === 0;
  const advice = isPasted
    ? '请从文件重新复制整行，再核对；仍然对不上的，立即告诉安全负责人，并保留数据库。'
    : '请立即告诉安全负责人，并保留数据库。';
  const list = html`<ul>
    ${problemsOf(report, lines).map((problem) => html`<li>${problem}</li>`)}
  </ul>`;
  return notice('bad', `有${faults + headFaults + wrongCopies}处对不上`, html`${counts}。${advice}`, list);
}

/** Each kind of fault with its number and its places. */
function problemsOf(
  { faults, heads, rows, counts }: AuditReport,
  lines: readonly (Head | undefined)[],
): Html[] {
  const problem = (words: string, count: number, places: readonly Html[]): Html => {
    const where = joined(places, '、');
    if (count === 1) return html`${where}：${words}`;
    const many =
      count > places.length
        ? html`${part(`共${count}处`)}，${part(`前${places.length}处`)}是`
        : html`${part(`${count}处`)}：`;
    return html`${words}。${many}${where}`;
  };
  return [
    ...kindsIn({ first: faults, counts: counts.faults }).map(({ fault, count, first }) =>
      problem(
        CHAIN_FAULTS[fault].zh,
        count,
        first.map(({ position }) => part(`序号${position}`)),
      ),
    ),
    ...kindsIn({ first: heads.faults, counts: counts.heads }).map(({ fault, count, first }) =>
      problem(
        HEAD_FAULTS[fault].zh,
        count,
        first.map(({ position }) => {
          const line = lines.findIndex((head) => head?.position === position);
          return html`${part(`第${line + 1}行`)}的封存凭证${headWords(lines[line]!)}`;
        }),
      ),
    ),
    ...kindsIn({ first: rows, counts: counts.rows }).map(({ fault, count, first }) =>
      problem(
        ROW_FAULTS[fault].zh,
        count,
        first.map((row) => (isOfUnit(fault) ? html`单位${part(placeOf(row))}` : part(placeOf(row)))),
      ),
    ),
  ];
}
