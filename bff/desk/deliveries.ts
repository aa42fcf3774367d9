/** Messages to portals that are given up: listed for officers and auditors, sent again or discarded by officers. */
import { html } from 'hono/html';
import { type ChosenDead, type DeadDelivery, discardDead, readDead, retryDead } from '../delivery/index.ts';
import { writeEvents } from '../events/index.ts';
import { isAllowed } from './access.ts';
import { instantWords } from './dates.ts';
import { eventWords } from './event-words.ts';
import { fieldError, mistaken, reasonField, reasonIn, type Mistake } from './fields.ts';
import { csrfField, notice, part, type Html } from './layout.ts';
import { show, type DeskDependencies, type DeskRoute, type Visit } from './route.ts';
import { deliveryWords, siteWords } from './words.ts';

const PATH = '/deliveries';
const TITLE = '未送达';

/** How a delivery stands in the form and in the address of the next page: its site may have any of the other characters. */
const nameOf = ({ position, site }: Pick<DeadDelivery, 'position' | 'site'>): string => `${position} ${site}`;
function deliveryOf(name: string): { position: number; site: string } | undefined {
  const [, position = '', site = ''] = /^(\d{1,15}) (.+)$/.exec(name) ?? [];
  return site === '' ? undefined : { position: Number(position), site };
}

const messageWords = ({ type, position }: DeadDelivery): Html =>
  html`<span class="part">${eventWords(type)}<br /><span class="hint">序号${position}</span></span>`;

/** A choice that was not accepted, and the mistakes in it and in its reason. */
interface Given {
  form: Visit['form'];
  chosen: string;
  reason: Mistake;
}
const NOTHING: Given = { form: new Map(), chosen: '', reason: { given: '', error: '' } };

const box = (name: 'site' | 'chosen', value: string, { form, chosen }: Given): Html =>
  html`<input
    type="checkbox"
    name="${name}"
    value="${value}"
    ${form.get(name)?.includes(value) ? 'checked' : ''}
    ${mistaken('chosen', chosen)}
  />`;

/** The rows of one site. `isChoice`: they can be chosen. */
const siteRows = (site: string, deliveries: readonly DeadDelivery[], isChoice: boolean, given: Given): Html =>
  html`<tr class="group">
      <th scope="rowgroup" colspan="5">
        ${
          isChoice
            ? html`<label class="check"
                >${box('site', site, given)}<span
                  >${siteWords(site)}<span class="no-paper">的全部（含其他页）</span></span
                ></label
              >`
            : siteWords(site)
        }
      </th>
    </tr>
    ${deliveries.map(
      (delivery) =>
        html`<tr>
          <td>
            ${
              isChoice
                ? html`<label class="check"
                    >${box('chosen', nameOf(delivery), given)}${messageWords(delivery)}</label
                  >`
                : messageWords(delivery)
            }
          </td>
          <td class="code" data-label="单位">${delivery.unitCode ?? '没有'}</td>
          <td class="time" data-label="发生时间">${instantWords(delivery.at)}</td>
          <td data-label="没有送到的原因">
            ${deliveryWords(delivery.result)}，<span class="part">试了${delivery.tries}次</span>
          </td>
          <td class="time" data-label="停止重发">${instantWords(delivery.deadAt)}</td>
        </tr>`,
    )}`;

const listPart = (
  visit: Visit,
  deliveries: readonly DeadDelivery[],
  next: DeadDelivery | undefined,
  given: Given,
): Html => {
  const { session } = visit;
  if (deliveries.length === 0) return html`<section class="card"><p>没有未送达的通知。</p></section>`;
  const isChoice = isAllowed(session.roles, 'delivery.retry');
  const sites = [...new Set(deliveries.map(({ site }) => site))];
  const table = html`<div class="wide" tabindex="0" role="region" aria-label="未送达的通知">
      <table class="stack middle">
        <thead>
          <tr>
            <th scope="col">通知</th>
            <th scope="col">单位</th>
            <th scope="col">发生时间</th>
            <th scope="col">没有送到的原因</th>
            <th scope="col">停止重发</th>
          </tr>
        </thead>
        ${sites.map(
          (site) =>
            html`<tbody>
              ${siteRows(
                site,
                deliveries.filter((delivery) => delivery.site === site),
                isChoice,
                given,
              )}
            </tbody>`,
        )}
      </table>
    </div>
    ${
      next === undefined
        ? ''
        : html`<p><a href="${PATH}?${new URLSearchParams({ after: nameOf(next) }).toString()}">下一页</a></p>`
    }`;
  if (!isChoice) return html`<section class="card">${table}</section>`;
  return html`<form class="card on-paper" method="post" action="${PATH}/retry">
    ${csrfField(session)} ${fieldError('chosen', given.chosen)} ${table}
    <div class="no-paper">
      ${reasonField('重发或者删除的原因', 'reason', given.reason)}
      <div class="row">
        <button>重发所选</button>
        <button class="second danger" formaction="${PATH}/discard">删除所选，不再发送</button>
      </div>
    </div>
  </form>`;
};

/** Whole sites first; a message of such a site is among them. */
function chosenIn({ form }: Visit): ChosenDead[] {
  const sites = [...new Set(form.get('site') ?? [])];
  const single = (form.get('chosen') ?? []).flatMap((name) => deliveryOf(name) ?? []);
  return [...sites.map((site) => ({ site })), ...single.filter(({ site }) => !sites.includes(site))];
}

export function deliveryPages(dependencies: DeskDependencies): DeskRoute[] {
  const { database, keys, now } = dependencies;

  const list = async (
    visit: Visit,
    message: Html | '' = '',
    given: Given = NOTHING,
    status: 200 | 409 | 422 = 200,
  ): Promise<Response> => {
    const after = deliveryOf(visit.c.req.query('after') ?? '');
    const { deliveries, next } = await readDead(database, undefined, after);
    const detail = { deliveries: deliveries.length };
    await writeEvents(database, keys, [
      { at: new Date(now()), actor: visit.actor, type: 'webhook.listed', detail },
    ]);
    const body = html`<h1>${TITLE}</h1>
      <p class="lead">
        没有送到、不再自动重发的通知：三天里都没有送到，或者门户明确拒收。不处理的，${part('90天')}以后删除；事情本身已经生效，审计记录里也有。
      </p>
      ${message} ${listPart(visit, deliveries, next, given)}`;
    return show(visit, { title: TITLE, path: PATH, body }, status);
  };

  const deed =
    (work: typeof discardDead, done: readonly [title: string, text: string]) =>
    async (visit: Visit): Promise<Response> => {
      const chosen = chosenIn(visit);
      const given = reasonIn(visit);
      const none = chosen.length === 0 ? '请勾选要办理的通知。' : '';
      const reason = 'error' in given ? given : { given: given.reason, error: '' };
      if (none !== '' || 'error' in given)
        return list(visit, '', { form: visit.form, chosen: none, reason }, 422);
      const act = { actor: visit.actor, reason: given.reason };
      let count = 0;
      for (const one of chosen) count += await work(dependencies, one, act, now());
      return count === 0
        ? list(
            visit,
            notice('care', '所选的已不在了', '别人已经重发或者删除。下面是现在的情况。'),
            NOTHING,
            409,
          )
        : list(visit, notice('good', `${count}条${done[0]}`, done[1]));
    };

  return [
    { method: 'get', path: PATH, access: 'delivery.list', handle: (visit) => list(visit) },
    {
      method: 'post',
      path: `${PATH}/retry`,
      access: 'delivery.retry',
      handle: deed(retryDead, ['已安排重发', '几分钟以后又出现在这里的，就是仍然没有送到。']),
    },
    {
      method: 'post',
      path: `${PATH}/discard`,
      access: 'delivery.discard',
      handle: deed(discardDead, ['已删除', '门户可以用状态查询补上。']),
    },
  ];
}
