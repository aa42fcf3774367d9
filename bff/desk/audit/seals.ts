/** For auditors: the seals over the events, and their verification. */
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'hono';
import { html } from 'hono/html';
import {
  type AuditReport,
  CHAIN_FAULTS,
  type Head,
  HEAD_FAULTS,
  headIn,
  type HeadFault,
  isOfUnit,
  isSound,
  kindsIn,
  placeOf,
  readHead,
  ROW_FAULTS,
  sealLag,
  totalOf,
} from '../../events/index.ts';
import { verifyDatabase } from '../../upkeep/index.ts';
import {
  buttonLink,
  card,
  columns,
  facts,
  fold,
  form,
  head as pageHead,
  joined,
  notice,
  part,
  textArea,
  type Html,
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

const PATH = '/seals';
const VERIFY = `${PATH}/verify`;
const TITLE = '封存与核对';
const LEAD = '每条记录都有签名，每秒封存一次，后一次连着前一次：被改动的，核对时看得出来。';

/** Why nothing was verified: `lines` are no heads, or another verification runs. */
type NotVerified = { kind: 'wrong-heads'; lines: number[] } | { kind: 'busy' };

/** The message, the mistake in the field and the status of a page. */
function notVerified(visit: Visit): { message?: Html; error?: string; status?: 409 | 422 } {
  const reply = visit.reply as NotVerified | undefined;
  switch (reply?.kind) {
    case undefined:
      return {};
    case 'busy':
      return { message: notice('care', '正在核对', '另一次核对还没有结束，请稍后再试。'), status: 409 };
    case 'wrong-heads': {
      const lines = reply.lines.join('、');
      const error = `第${lines}行不是完整的封存凭证，没有核对。请粘贴下载的文件里的整行，一行一张；找不到的，清空以后再核对。`;
      return { error, status: 422 };
    }
  }
}

export function sealPages(dependencies: DeskDependencies): DeskRoute[] {
  const { database, keys, log, now } = dependencies;

  /** `report`: of a verification. */
  const page = async (visit: Visit, report?: Html): Promise<Response> => {
    const { message = report ?? '', error, status } = notVerified(visit);
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
          html`<p>${buttonLink(`${PATH}/head`, '下载封存凭证', true)}</p>`,
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
    const body = html`${pageHead(TITLE, LEAD)} ${message}
    ${columns(card({ title: '最新的封存凭证', body: newest }), verifyForm)}`;
    return show(visit, { title: TITLE, path: PATH, body }, status);
  };

  /**
   * A verification reads all events: there is one at a time in this process, which also answers
   * portals.
   */
  let isVerifying = false;
  const verify = async (visit: Visit, heads: readonly (Head | undefined)[]): Promise<string> => {
    isVerifying = true;
    try {
      const report = await verifyDatabase(
        { database, keys, now },
        heads.filter((head) => head !== undefined),
      );
      await visit.record({ type: 'audit.verified', detail: countsOf(report) });
      return (await page(visit, reportPart(report, heads))).text();
    } finally {
      isVerifying = false;
    }
  };
  const verified = (visit: Visit): Promise<Response | Reply> => {
    const not = (reply: NotVerified) => Promise.resolve({ page: PATH, reply });
    const texts = fieldOf(visit, 'heads').split('\n');
    const heads = texts.map((text) => headIn(text));
    const lines = texts.flatMap((text, at) => (text.trim() !== '' && !heads[at] ? [at + 1] : []));
    if (lines.length > 0) return not({ kind: 'wrong-heads', lines });
    if (isVerifying) return not({ kind: 'busy' });
    const report = verify(visit, heads).catch((error: unknown) => breakOff(log, VERIFY, error));
    return Promise.resolve(slowPage(visit.c, report));
  };

  const file = async ({ c }: Visit): Promise<Response> => {
    const newest = await readHead(database, keys);
    if (!newest) return c.redirect(PATH, 303);
    const name = `${newest.position}.json`;
    c.header('Content-Disposition', attached(`封存凭证-${name}`, `head-${name}`));
    return c.json(newest);
  };

  return [
    { method: 'get', path: PATH, access: 'audit.verify', handle: (visit) => page(visit) },
    { method: 'get', path: `${PATH}/head`, access: 'audit.verify', isFile: true, handle: file },
    { method: 'post', path: VERIFY, access: 'audit.verify', handle: verified },
  ];
}

/** Milliseconds between two spaces. */
const EVERY = 10_000;

/**
 * A page that takes longer to make than a silent connection lasts: spaces are sent before it, which
 * browsers ignore there. A page that fails breaks the connection.
 */
export function slowPage(c: Context, page: Promise<string>, every = EVERY): Response {
  page.catch(() => undefined); // the browser may have left
  const parts = Readable.from(spacesUntil(page, every));
  return c.body(Readable.toWeb(parts) as ReadableStream, 200, { 'Content-Type': 'text/html; charset=UTF-8' });
}

async function* spacesUntil(page: Promise<string>, every: number): AsyncGenerator<Buffer> {
  for (;;) {
    const made = await Promise.race([page, sleep(every, undefined, { ref: false })]);
    yield Buffer.from(made ?? ' ');
    if (made !== undefined) return;
  }
}

/**
 * One character that was copied wrong does this too, in the signature or in its key's id. A key
 * that is gone leaves faults in the chain.
 */
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
