/** For auditors: the events, their seals, the verification, and a file of the events of some days. */
import { Readable } from 'node:stream';
import { html } from 'hono/html';
import { chinaDate } from '../contract/identifiers.ts';
import { DAY } from '../contract/time.ts';
import type { StoredEvent } from '../events/event.ts';
import { headsIn, readHead } from '../events/head.ts';
import { eventsBetween, listEvents, type EventFilter } from '../events/list.ts';
import { sealLag } from '../events/seal.ts';
import { isSound, verifyAudit, type AuditReport } from '../events/verify.ts';
import { unitCodeIn } from './fields.ts';
import { csrfField, instantWords, notice, type Html } from './layout.ts';
import { fieldOf, recordDeed, show, type DeskDependencies, type DeskRoute, type Visit } from './route.ts';
import { slowPage } from './slow-page.ts';

const EVENTS = '/events';
const SEALS = '/seals';
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Midnight in China; undefined when it is no date. */
function midnight(text: string): Date | undefined {
  const at = DATE.test(text) ? Date.parse(`${text}T00:00:00+08:00`) : NaN;
  return Number.isNaN(at) ? undefined : new Date(at);
}
const field = (name: string, label: string, value: string, hint = ''): Html =>
  html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      type="text"
      id="${name}"
      name="${name}"
      value="${value}"
      placeholder="${hint}"
      autocomplete="off"
      spellcheck="false"
    />
  </div>`;

export function auditPages(dependencies: DeskDependencies): DeskRoute[] {
  const { database, keys, now } = dependencies;
  const record = recordDeed(dependencies);

  const events = async (visit: Visit): Promise<Response> => {
    const { c, session } = visit;
    const given = {
      type: c.req.query('type') ?? '',
      unit: c.req.query('unit') ?? '',
      actor: c.req.query('actor') ?? '',
    };
    const before = Number(c.req.query('before') ?? NaN);
    const filter: EventFilter = {
      type: given.type.trim(),
      unitCode: given.unit.trim() === '' ? undefined : (unitCodeIn(given.unit) ?? ''),
      actor: given.actor.trim() || undefined,
    };
    await record(visit.session, 'audit.read', { ...filter, type: filter.type || undefined });
    const page = await listEvents(database, filter, Number.isSafeInteger(before) ? before : undefined);
    const older = new URLSearchParams({ ...given, before: String(page.before) });
    const body = html`<h1>审计记录</h1>
      <p class="lead">最近的在前。您的查看也在其中。</p>
      <form class="card" method="get" action="${EVENTS}" role="search">
        <div class="row">
          ${field('type', '类型', given.type, '例如 case.')} ${field('unit', '单位代码', given.unit)}
          ${field('actor', '谁', given.actor, '例如 staff:officer-1')}
          <button>筛选</button>
        </div>
      </form>
      <div class="card">
        ${page.events.length === 0 ? html`<p>没有这样的记录。</p>` : ''}
        <div class="wide" tabindex="0" role="region" aria-label="记录">
          <table>
            <thead>
              <tr>
                <th scope="col">序号</th>
                <th scope="col">时间</th>
                <th scope="col">谁</th>
                <th scope="col">类型</th>
                <th scope="col">单位</th>
                <th scope="col">详情</th>
              </tr>
            </thead>
            <tbody>
              ${page.events.map(
                ({ position, at, actor, type, unit_code, detail }) =>
                  html`<tr>
                    <td>${position}</td>
                    <td class="time">${instantWords(at)}</td>
                    <td class="code long">${actor}</td>
                    <td class="code">${type}</td>
                    <td class="code">${unit_code ?? ''}</td>
                    <td class="code long">${detail === '{}' ? '' : detail}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
        ${page.before === undefined ? '' : html`<p><a href="${EVENTS}?${older.toString()}">更早的记录</a></p>`}
      </div>
      <form class="card" method="post" action="${EVENTS}/export">
        ${csrfField(session)}
        <h2>导出</h2>
        <p class="hint">一行一条（NDJSON），带签名，可以另存。导出记入审计。</p>
        <div class="row">
          <div class="field">
            <label for="from">从</label
            ><input type="date" id="from" name="from" required value="${chinaDate(now() - 30 * DAY)}" />
          </div>
          <div class="field">
            <label for="to">到（含当天）</label
            ><input type="date" id="to" name="to" required value="${chinaDate(now())}" />
          </div>
          <button class="second">导出</button>
        </div>
      </form>`;
    return show(visit, { title: '审计记录', path: EVENTS, body });
  };

  const exported = async (visit: Visit): Promise<Response> => {
    const [first, last] = [fieldOf(visit, 'from'), fieldOf(visit, 'to')];
    const from = midnight(first);
    const to = midnight(last);
    if (!from || !to || from > to) {
      const body = html`<h1>导出</h1>
        ${notice('bad', '日期不正确', '请填写两个日期，从早到晚。')}
        <p><a href="${EVENTS}">回到审计记录</a></p>`;
      return show(visit, { title: '导出', path: EVENTS, body }, 422);
    }
    await record(visit.session, 'audit.exported', { from: first, to: last });
    visit.c.header('Content-Type', 'application/x-ndjson; charset=utf-8');
    visit.c.header('Content-Disposition', `attachment; filename="events-${first}-${last}.ndjson"`);
    // A failure breaks the connection, so that a file which is not whole does not look whole.
    const lines = Readable.from(linesOf(eventsBetween(database, from, new Date(to.getTime() + DAY))));
    return visit.c.body(Readable.toWeb(lines) as ReadableStream);
  };

  const seals = async (visit: Visit, message: Html | '' = '', status: 200 | 409 = 200): Promise<Response> => {
    const head = await readHead(database, keys);
    const lag = await sealLag({ database, now });
    const body = html`<h1>封存与核对</h1>
      <p class="lead">每条记录都有签名，每秒封存一次，后一个封存连着前一个。</p>
      ${message}
      <div class="columns">
        <section class="card">
          <h2>最新的封存</h2>
          ${
            head
              ? html`<dl>
                  <dt>到序号</dt>
                  <dd>${head.position}</dd>
                  <dt>时间</dt>
                  <dd>${instantWords(head.at)}</dd>
                  <dt>等待封存</dt>
                  <dd>${Math.round(lag / 1000)}秒</dd>
                  <dt>链头，请另存</dt>
                  <dd class="code">${JSON.stringify(head)}</dd>
                </dl>`
              : html`<p>还没有封存。</p>`
          }
        </section>
        <form class="card" method="post" action="${SEALS}/verify">
          ${csrfField(visit.session)}
          <h2>核对</h2>
          <div class="field">
            <label for="heads">以前另存的链头（可以不填）</label>
            <p class="hint" id="heads-hint">一行一个；填了才能发现最新的记录被删除</p>
            <textarea id="heads" name="heads" class="code" aria-describedby="heads-hint"></textarea>
          </div>
          <button>核对全部记录</button>
        </form>
      </div>`;
    return show(visit, { title: '封存与核对', path: SEALS, body }, status);
  };

  /** A verification reads all events: there is one at a time in this process, which also answers portals. */
  let isVerifying = false;
  const verify = async (visit: Visit): Promise<string> => {
    isVerifying = true;
    try {
      const report = await verifyAudit({ database, keys }, headsIn(fieldOf(visit, 'heads')));
      await record(visit.session, 'audit.verified', { sound: isSound(report), heads: report.heads.compared });
      return (await seals(visit, reportPart(report))).text();
    } finally {
      isVerifying = false;
    }
  };
  const verified = (visit: Visit): Promise<Response> =>
    isVerifying
      ? seals(visit, notice('care', '正在核对', '另一次核对还没有结束，请稍后再试。'), 409)
      : Promise.resolve(slowPage(visit.c, verify(visit)));

  return [
    { method: 'get', path: EVENTS, access: 'audit.read', handle: events },
    { method: 'post', path: `${EVENTS}/export`, access: 'audit.export', handle: exported },
    { method: 'get', path: SEALS, access: 'audit.verify', handle: (visit) => seals(visit) },
    { method: 'post', path: `${SEALS}/verify`, access: 'audit.verify', handle: verified },
  ];
}

async function* linesOf(batches: AsyncIterable<StoredEvent[]>): AsyncGenerator<Buffer> {
  for await (const batch of batches)
    yield Buffer.from(batch.map((event) => `${JSON.stringify(event)}\n`).join(''));
}

/** Faults of each kind that are written out. */
const NAMED = 20;

function reportPart(report: AuditReport): Html {
  const { sealed, unsealed, removed, faults, heads, rows } = report;
  const counts = `已封存${sealed}条，等待封存${unsealed}条${removed > 0 ? `，序号${removed}及以前的已按期限删除` : ''}${heads.compared > 0 ? `，比较了${heads.compared}个链头` : ''}。`;
  if (isSound(report)) return notice('good', '没有发现改动', counts);
  const problems = [
    ...faults.map(({ position, fault }) => `序号${position}：${fault}`),
    ...heads.faults.map(({ position, fault }) => `链头${position}：${fault}`),
    ...rows.map(({ unit, fault }) => `单位${unit}：${fault}`),
  ];
  return html`${notice('bad', `有${problems.length}处对不上`, `${counts}请立即告诉安全负责人，并保留数据库。`)}
    <ul class="card">
      ${problems.slice(0, NAMED).map((problem) => html`<li class="code">${problem}</li>`)}
    </ul>`;
}
