/**
 * Messages to portals that are given up: listed for officers and auditors, sent again or discarded
 * by officers.
 */
import { html } from 'hono/html';
import { type ChosenDead, type DeadDelivery, discardDead, readDead, retryDead } from '../delivery/index.ts';
import { isAllowed, type Access } from './people/access.ts';
import { instantWords } from './words/dates.ts';
import { eventWords } from './words/event-words.ts';
import { reasonField, reasonIn } from './page/fields.ts';
import {
  card,
  checkBox,
  fieldError,
  form,
  groupedTable,
  head,
  hint,
  nextPage,
  notice,
  onScreen,
  part,
  type Html,
  type Mistake,
} from './kit/index.ts';
import { show, type DeskDependencies, type DeskRoute, type Reply, type Visit } from './page/route.ts';
import { deliveryWords, siteWords } from './words/words.ts';

const PATH = '/deliveries';
const TITLE = '未送达';

/**
 * How a delivery stands in the form and in the address of the next page: its site may have any of
 * the other characters.
 */
const nameOf = ({ position, site }: Pick<DeadDelivery, 'position' | 'site'>): string => `${position} ${site}`;
function deliveryOf(name: string): { position: number; site: string } | undefined {
  const [, position = '', site = ''] = /^(\d{1,15}) (.+)$/.exec(name) ?? [];
  return site === '' ? undefined : { position: Number(position), site };
}

/** The page that begins after that delivery; undefined: the first one. */
const addressAfter = (after: Pick<DeadDelivery, 'position' | 'site'> | undefined): string =>
  after ? `${PATH}?${new URLSearchParams({ after: nameOf(after) }).toString()}` : PATH;

const messageWords = ({ type, position }: DeadDelivery): Html =>
  part(html`${eventWords(type)}<br />${hint(`序号${position}`)}`);

/** A choice that was not accepted, and the mistakes in it and in its reason. */
interface Given {
  form: Visit['form'];
  chosen: string;
  reason: Mistake;
}
const NOTHING: Given = { form: new Map(), chosen: '', reason: { given: '', error: '' } };

const box = (name: 'site' | 'chosen', value: string, words: Html, { form, chosen }: Given): Html =>
  checkBox(
    { name, value, words, isChecked: form.get(name)?.includes(value) ?? false },
    { id: 'chosen', error: chosen },
  );

/** `given`: undefined where nothing can be chosen. */
const deliveryTable = (deliveries: readonly DeadDelivery[], given: Given | undefined): Html => {
  const siteHead = (site: string) =>
    given === undefined
      ? siteWords(site)
      : box('site', site, html`<span>${siteWords(site)}${onScreen('的全部（含其他页）')}</span>`, given);
  const message = (delivery: DeadDelivery) =>
    given === undefined
      ? messageWords(delivery)
      : box('chosen', nameOf(delivery), messageWords(delivery), given);
  const sites = [...new Set(deliveries.map(({ site }) => site))];
  return groupedTable({
    label: '未送达的通知',
    look: 'middle',
    groups: sites.map((site) => ({
      head: siteHead(site),
      rows: deliveries.filter((delivery) => delivery.site === site),
    })),
    columns: [
      { title: '通知', isHead: true, cell: message },
      { title: '单位', kind: 'code', cell: ({ unitCode }) => unitCode ?? '没有' },
      { title: '发生时间', kind: 'time', cell: ({ at }) => instantWords(at) },
      {
        title: '没有送到的原因',
        cell: ({ result, tries }) => html`${deliveryWords(result)}，${part(`试了${tries}次`)}`,
      },
      { title: '停止重发', kind: 'time', cell: ({ deadAt }) => instantWords(deadAt) },
    ],
  });
};

const listPart = (
  { c, session }: Visit,
  deliveries: readonly DeadDelivery[],
  next: DeadDelivery | undefined,
  given: Given,
): Html => {
  if (deliveries.length === 0) return card({ body: html`<p>没有未送达的通知。</p>` });
  const more = nextPage(next && addressAfter(next));
  if (!isAllowed(session.roles, 'delivery.retry'))
    return card({ body: [deliveryTable(deliveries, undefined), more] });
  return form(session, {
    action: `${PATH}/retry`,
    hidden: { after: c.req.query('after') ?? '' },
    isCard: true,
    shown: [fieldError('chosen', given.chosen), deliveryTable(deliveries, given), more],
    body: reasonField('重发或者删除的原因', 'reason', given.reason),
    buttons: [
      { words: '重发所选' },
      { words: '删除所选，不再发送', weight: 'second-danger', action: `${PATH}/discard` },
    ],
  });
};

/** Whole sites first; a message of such a site is among them. */
function chosenIn({ form }: Visit): ChosenDead[] {
  const sites = [...new Set(form.get('site') ?? [])];
  const single = (form.get('chosen') ?? []).flatMap((name) => deliveryOf(name) ?? []);
  return [...sites.map((site) => ({ site })), ...single.filter(({ site }) => !sites.includes(site))];
}

/** The result of a form. `count`: of the messages that were sent again or discarded. */
type Outcome = { kind: 'done'; count: number } | { kind: 'incomplete' } | { kind: 'gone' };

type DeliveryDeed = Extract<Access, 'delivery.retry' | 'delivery.discard'>;
const DONE: Record<DeliveryDeed, readonly [title: string, text: string]> = {
  'delivery.retry': ['已安排重发', '几分钟以后又出现在这里的，就是仍然没有送到。'],
  'delivery.discard': ['已删除', '门户可以用状态查询补上。'],
};

/** The mistakes of a form; '' is none. */
const mistakesIn = (visit: Visit): Pick<Given, 'chosen' | 'reason'> => ({
  chosen: chosenIn(visit).length === 0 ? '请勾选要办理的通知。' : '',
  reason: reasonIn(visit),
});

/** The message, the status and the form of a page. */
function told(visit: Visit): { message: Html | ''; status?: 409 | 422; given: Given } {
  const outcome = visit.reply as Outcome | undefined;
  switch (outcome?.kind) {
    case undefined:
      return { message: '', given: NOTHING };
    case 'done': {
      const [title, text] = DONE[visit.deed as DeliveryDeed];
      return { message: notice('good', `${outcome.count}条${title}`, text), given: NOTHING };
    }
    case 'gone': {
      const message = notice('care', '所选的已不在了', '刚才已经重发或者删除。下面是现在的情况。');
      return { message, status: 409, given: NOTHING };
    }
    case 'incomplete': {
      const given = { form: visit.form, ...mistakesIn(visit) };
      const message = notice('bad', '没有办理', `${given.chosen}${given.reason.error}`);
      return { message, status: 422, given };
    }
  }
}

export function deliveryPages(dependencies: DeskDependencies): DeskRoute[] {
  const { database, now } = dependencies;

  const list = async (visit: Visit): Promise<Response> => {
    const after = deliveryOf(visit.c.req.query('after') ?? '');
    const { deliveries, next } = await readDead(database, undefined, after);
    const { message, status, given } = told(visit);
    await visit.record({ type: 'webhook.listed', detail: { deliveries: deliveries.length } });
    const lead = html`没有送到、不再自动重发的通知：三天里都没有送到，或者门户明确拒收。不处理的，${part('90天')}以后删除；事情本身已经生效，审计记录里也有。`;
    const body = html`${head(TITLE, lead)} ${message} ${listPart(visit, deliveries, next, given)}`;
    return show(visit, { title: TITLE, path: PATH, body }, status);
  };

  const deed =
    (work: typeof discardDead) =>
    async (visit: Visit): Promise<Reply> => {
      const after = deliveryOf(visit.form.get('after')?.[0] ?? '');
      const lead = (outcome: Outcome): Reply => ({ page: addressAfter(after), reply: outcome });
      const { chosen, reason } = mistakesIn(visit);
      if (chosen !== '' || reason.error !== '') return lead({ kind: 'incomplete' });
      const act = { actor: visit.actor, reason: reason.given };
      let count = 0;
      for (const one of chosenIn(visit)) count += await work(dependencies, one, act, now());
      if (count === 0) return lead({ kind: 'gone' });
      return { page: PATH, reply: { kind: 'done', count } satisfies Outcome };
    };

  return [
    { method: 'get', path: PATH, access: 'delivery.list', handle: list },
    { method: 'post', path: `${PATH}/retry`, access: 'delivery.retry', handle: deed(retryDead) },
    { method: 'post', path: `${PATH}/discard`, access: 'delivery.discard', handle: deed(discardDead) },
  ];
}
