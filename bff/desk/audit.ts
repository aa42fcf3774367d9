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
import {
  described,
  fieldError,
  isResidentNumber,
  mistaken,
  searchMistake,
  shownInField,
  unitCodeIn,
} from './fields.ts';
import { csrfField, joined, notice, part, type Html } from './layout.ts';
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
  if (isResidentNumber(text)) return '这是身份证号，不是人员编号，已清空。请重新填写，或留空。';
  return text.length > ACTOR_MAXIMUM ? `人员编号最多${ACTOR_MAXIMUM}个字，请核对一遍，或留空。` : '';
}

const typeField = (given: string): Html => {
  const option = (type: string, title: string) =>
    html`<option value="${type}" ${type === given ? html`selected` : ''}>${title}</option>`;
  return html`<div class="field">
    <label for="type">类型</label>
    <select id="type" name="type">
      ${option('', '全部')}
      ${Object.entries(EVENT_WORDS).map(([group, { title, types }]) => {
        const each = Object.entries(types);
        return each.length === 1
          ? each.map(([type, words]) => option(type, words))
          : html`<optgroup label="${title}">
              ${option(group, `${title}：全部`)} ${each.map(([type, words]) => option(type, words))}
            </optgroup>`;
      })}
    </select>
  </div>`;
};
const field = (name: string, label: string, value: string, { hint = '', error = '' } = {}): Html =>
  html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      type="text"
      class="code"
      id="${name}"
      name="${name}"
      value="${shownInField(value)}"
      placeholder="${hint}"
      autocomplete="off"
      spellcheck="false"
      ${mistaken(name, error)}
    />
    ${fieldError(name, error)}
  </div>`;

/** The header of a file to keep. `plain`: its name for a browser that takes ASCII alone. */
const attached = (name: string, plain: string): string =>
  `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;

/** The days of the export, as given. */
type Days = Record<'from' | 'to', string>;
/** The mistakes in them. */
type WrongDays = Partial<Days>;

const dayField = (
  name: string,
  label: string,
  value: string,
  { error = '', isRequired = false }: { error?: string | undefined; isRequired?: boolean },
): Html =>
  html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      type="date"
      id="${name}"
      name="${name}"
      ${isRequired ? 'required' : ''}
      value="${value}"
      ${mistaken(name, error)}
    />
    ${fieldError(name, error)}
  </div>`;

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
    const unit = { error: isWrongUnit ? searchMistake(given.unit) : '' };
    const actor = { error: actorError, hint: '例如 officer-1' };
    // Above the form when there are several to find; below it a single mistake moves no button.
    const hasSeveral = wrongs.length > 1;
    const title = `未能筛选：${hasSeveral ? `有${wrongs.length}处需要改正` : wrongs.join('')}`;
    const unsearched = notice('bad', title, '改正后重新筛选，才会显示记录。');
    const older = new URLSearchParams({ ...given, before: String(page.before) });
    const body = html`<h1>审计记录</h1>
      <p class="lead">
        ${before === undefined ? '最近的在前。您的查看也会记入。' : html`${part(`序号${before}以前的记录。`)}<a class="no-paper" href="${EVENTS}?${new URLSearchParams(given).toString()}">回到最近的记录</a>`}
      </p>
      ${isWrong ? '' : conditionsPart(asked)} ${hasSeveral ? unsearched : ''}
      <div class="card filter no-paper">
        <details class="for-phone" ${isWrong ? 'open' : ''}>
          <summary>筛选</summary>
          <form method="get" action="${EVENTS}" role="search">
            <div class="fields">
              ${typeField(filter.type ?? '')} ${field('unit', '编号或单位代码', given.unit, unit)}
              ${field('actor', '人员编号', given.actor, actor)}
              ${dayField('since', '从（含当天）', firstDay ? given.since : '', { error: wrongFilter.since })}
              ${dayField('until', '截至（含当天）', lastDay ? given.until : '', { error: wrongFilter.until })}
              <button>筛选</button>
            </div>
            <label class="check">
              <input type="checkbox" name="deeds" value="yes" ${given.deeds === 'yes' ? html`checked` : ''} />
              只看办理，不看查看和查询
            </label>
          </form>
        </details>
        <details class="export" ${wrong ? 'open' : ''}>
          <summary>导出</summary>
          <form method="post" action="${EXPORT}">
            ${csrfField(session)}
            <p class="hint">
              导出所选日期的全部记录，不受上面筛选的影响。一行一条（NDJSON），带签名，可以另存。导出记入审计。
            </p>
            <div class="fields">
              ${dayField('from', '从', days.from, { error: wrong?.from, isRequired: true })}
              ${dayField('to', '到（含当天）', days.to, { error: wrong?.to, isRequired: true })}
              <button class="second">导出</button>
            </div>
          </form>
        </details>
      </div>
      ${
        isWrong
          ? hasSeveral
            ? ''
            : unsearched
          : html`<div class="card">
              ${
                page.events.length === 0
                  ? html`<p>没有符合条件的记录。请少填一个条件再筛选。</p>`
                  : html`<div class="wide" tabindex="0" role="region" aria-label="记录">
                      <table class="stack events">
                        <thead>
                          <tr>
                            <th scope="col">序号</th>
                            <th scope="col">时间</th>
                            <th scope="col">操作人</th>
                            <th scope="col">类型</th>
                            <th scope="col">单位</th>
                            <th scope="col">详情</th>
                          </tr>
                        </thead>
                        <tbody>
                          ${page.events.map(
                            (event) =>
                              html`<tr>
                                <td data-label="序号">${event.position}</td>
                                <td class="time" data-label="时间">${secondWords(event.at)}</td>
                                <td class="time" data-label="操作人">
                                  <a
                                    href="${EVENTS}?${new URLSearchParams({ ...given, actor: shownActor(event.actor) }).toString()}"
                                    >${actorWords(event.actor)}</a
                                  >
                                </td>
                                <td class="time" data-label="类型">${typeWords(event)}</td>
                                <td class="code time" data-label="单位">${event.unit_code ?? ''}</td>
                                <td class="long" data-label="详情">${detailsPart(detailWords(event))}</td>
                              </tr>`,
                          )}
                        </tbody>
                      </table>
                    </div>`
              }
              ${
                page.before === undefined
                  ? ''
                  : html`<p class="no-paper"><a href="${EVENTS}?${older.toString()}">更早的记录</a></p>
                      <p class="paper">更早的记录没有印在这里。</p>`
              }
            </div>`
      } `;
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
    const body = html`<h1>封存与核对</h1>
      <p class="lead">每条记录都有签名，每秒封存一次，后一次连着前一次：被改动的，核对时看得出来。</p>
      ${message}
      <div class="columns">
        <section class="card">
          <h2>最新的封存凭证</h2>
          ${
            head
              ? html`<p>证明到这个序号的记录都在。请下载，存到别的机器，下次核对时用。</p>
                  <dl>
                    <dt>封存到序号</dt>
                    <dd>${head.position}</dd>
                    <dt>封存时间</dt>
                    <dd>${part(secondWords(head.at))}</dd>
                    <dt>等待封存的</dt>
                    <dd>${lag < 1000 ? '没有积压' : `最早的已等${Math.round(lag / 1000)}秒`}</dd>
                  </dl>
                  <p><a class="button second" href="${SEALS}/head">下载封存凭证</a></p>
                  <details>
                    <summary>不能保存文件的，复制凭证的原文</summary>
                    <p class="whole"><code class="code">${JSON.stringify(head)}</code></p>
                  </details>`
              : html`<p>还没有封存凭证：有了第一条记录，一秒以后就有。</p>`
          }
        </section>
        <form class="card" method="post" action="${VERIFY}">
          ${csrfField(visit.session)}
          <h2>核对</h2>
          <div class="field">
            <label for="heads">以前下载的封存凭证（可以不填）</label>
            <p class="hint" id="heads-hint">粘贴文件里的整行，一行一张；填了才能发现最新的记录被删除</p>
            <textarea
              id="heads"
              name="heads"
              class="code long"
              spellcheck="false"
              ${described('heads', error)}
            >
${fieldOf(visit, 'heads')}</textarea>
            ${fieldError('heads', error)}
          </div>
          <button>核对全部记录</button>
        </form>
      </div>`;
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

/** A detail breaks only where it does not fit on a line. */
const detailsPart = (details: readonly string[]): Html | '' =>
  details.length === 0
    ? ''
    : html`<div>
        ${details.map((words, at) => html`<span class="whole-item">${words}${at < details.length - 1 ? '；' : ''}</span>`)}
      </div>`;

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

/** For each kind: what, how many, and where. */
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
