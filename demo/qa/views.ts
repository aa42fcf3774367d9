/** The testers' pages: the list, one scenario with what it does, and the page that embeds the widget. */
import { html } from 'hono/html';
import { DEMO_ACCOUNTS, type DemoClaim } from '../data/accounts.ts';
import type { RegistrationValues } from '../data/registrations.ts';
import { CHOICES, NAMES, USES, type Chosen } from './choices.ts';
import type { Fill, Run } from './runs.ts';
import { SCENARIOS, type Act, type Scenario, type View } from './scenarios.ts';

type Html = ReturnType<typeof html>;

export interface Frame {
  /** Where browsers find the portal, the department and the certification service, without a trailing slash. */
  url: string;
  departmentUrl: string;
  bffUrl: string;
}

const GROUPS = [...new Set(SCENARIOS.map(({ group }) => group))];

/** `more`: style sheets besides `qa.css`. */
export const page = (title: string, script: string, body: Html, more: string[] = []) =>
  html`<!doctype html>
    <html lang="zh-Hans">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} - 测试场景</title>
        ${['qa.css', ...more].map((name) => html`<link rel="stylesheet" href="/qa/assets/${name}" />`)}
        ${script ? html`<script type="module" src="/qa/assets/${script}"></script>` : ''}
      </head>
      <body>
        ${body}
      </body>
    </html>`;

export const option = (value: string, chosen: string, label = value) =>
  html`<option value="${value}" ${value === chosen ? html` selected` : ''}>${label}</option>`;

/** The choices as a form. Its address has all of them, so it can be copied, saved and shared. */
const chooser = (scenario: Scenario, chosen: Chosen) =>
  html`<form action="/qa/run" class="chooser">
    <label
      >场景<select name="scenario">
        ${SCENARIOS.map(({ id, title }) => option(id, scenario.id, title))}
      </select></label
    >
    ${NAMES.map(
      (name) =>
        html`<label
          >${CHOICES[name].label}<select name="${name}">
            ${CHOICES[name].values.map((value) => option(value, chosen[name]))}
          </select></label
        >`,
    )}
    <label
      >入口<select name="view">
        ${USES.map((view) => option(view, chosen.view))}
      </select></label
    >
    <button>打开</button>
  </form>`;

export function listPage({ departmentUrl, bffUrl }: Frame, chosen: Chosen): Html {
  const looks = NAMES.map((name) => `&${name}=${chosen[name]}`).join('');
  const entry = ({ id, title, about }: Scenario) =>
    html`<li><a href="/qa/run?scenario=${id}${looks}">${title}</a><span>${about}</span></li>`;
  return page(
    '全部',
    '',
    html`<header>
        <h1>测试场景</h1>
      </header>
      <main>
        <nav aria-label="全部入口">
          <ul class="links">
            <li>
              <a href="/">演示门户</a
              ><span
                >用户手册里的每一步，${DEMO_ACCOUNTS.length}个演示账号：含机关、事业单位、社会组织，和没有登记来源的单位。</span
              >
            </li>
            <li>
              <a href="${departmentUrl}">另一个部门的网站</a
              ><span>另一个来源，英文；一处认证，处处有效。</span>
            </li>
            <li><a href="/register">单位用户注册</a><span>法人或代理人注册，短信到演示手机。</span></li>
            <li><a href="/phone">演示手机</a><span>收到的所有短信。</span></li>
            <li><a href="/qa/playground">试用台</a><span>每个属性一个开关，代码可以复制。</span></li>
            <li><a href="${bffUrl}">认证服务</a><span>接口文档。</span></li>
          </ul>
        </nav>
        <p>每个场景都由真实的认证服务给出结果；登记机关按单位代码照剧本应答。每次打开都是一个新单位。</p>
        ${chooser(SCENARIOS[1]!, chosen)}
        ${GROUPS.map(
          (group) =>
            html`<section>
              <h2>${group}</h2>
              <ul class="scenarios">
                ${SCENARIOS.filter((scenario) => scenario.group === group).map(entry)}
              </ul>
            </section>`,
        )}
      </main>`,
  );
}

const row = (label: string, value: string) =>
  html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;

/** The paths of the texts in a form, dotted. */
type PathsOf<Form> = {
  [Member in keyof Form & string]-?: NonNullable<Form[Member]> extends string
    ? Member
    : `${Member}.${keyof NonNullable<Form[Member]> & string}`;
}[keyof Form & string];

/** The labels of all that is typed, in the order of the form. */
const LABELS: Record<
  PathsOf<Omit<DemoClaim, 'outcome'>> | PathsOf<RegistrationValues> | 'applicant',
  string
> = {
  'unit.name': '单位名称',
  'unit.code': '统一社会信用代码',
  'legalRepresentative.name': '法人姓名',
  'legalRepresentative.idNumber': '法人证件号',
  foundedOn: '成立日期',
  applicant: '身份',
  'agent.name': '代理人姓名',
  'agent.idNumber': '代理人证件号',
  email: '邮箱',
  phone: '手机号码',
};

const textAt = (form: object, path: string): unknown =>
  path.split('.').reduce<unknown>((part, member) => (part as Record<string, unknown>)?.[member], form);

const typed = ({ claim, values }: Fill, view: View) => {
  const form = {
    ...claim,
    applicant: claim.agent ? '代理人' : '法人',
    ...(view === 'registration' && values),
  };
  return html`<dl>
    ${Object.entries(LABELS).map(([path, label]) => {
      const text = textAt(form, path);
      return typeof text === 'string' ? row(label, text) : '';
    })}
  </dl>`;
};

/** Lists of the values to type, the events and the requests; `qa-run.js` fills them. */
export const panels = (fill: Fill, view: View): Html =>
  html`<div class="panels">
    <section>
      <h2>可以填写</h2>
      <button type="button" data-fill="${JSON.stringify(fill)}">填入表单</button>
      ${typed(fill, view)}
      ${view === 'registration' ? html`<p>验证码在<a href="/phone" target="_blank">演示手机</a>上。</p>` : ''}
    </section>
    <section>
      <h2>组件事件</h2>
      <ol data-events aria-live="polite"></ol>
      <p>还没有事件，操作后显示在这里。</p>
    </section>
    <section>
      <h2>发出的请求</h2>
      <ol data-sent></ol>
      <p>还没有请求。组件发给认证服务的请求显示在这里。</p>
    </section>
  </div>`;

const ACTS: Record<Act, string> = {
  'log-in-again': '重新登录',
  'registry-follows': '登记机关更新',
  'sign-out': '退出登录',
  'another-unit': '另一个单位登录',
  'second-tab': '打开第二个标签页',
};

export function runPage(run: Run, fill: Fill, chosen: Chosen): Html {
  const { scenario, id } = run;
  const query = `view=${chosen.view}&locale=${chosen.locale}&appearance=${chosen.appearance}&theme=${chosen.theme}`;
  return page(
    scenario.title,
    'qa-run.js',
    html`<header>
        <h1><a href="/qa">测试场景</a> / ${scenario.title}</h1>
        <p>${scenario.about}</p>
        ${chooser(scenario, chosen)}
        ${(scenario.acts ?? []).map((act) => html`<button type="button" data-act="${act}">${ACTS[act]}</button>`)}
      </header>
      <main class="run" data-run="${id}">
        <iframe class="width-${chosen.width}" title="嵌入组件的页面" src="/qa/stage/${id}?${query}"></iframe>
        ${panels(fill, chosen.view)}
      </main>`,
  );
}

/** Other scripts than the certification's. */
const SCRIPTS: Partial<Record<View, string>> = {
  center: 'unit-certification-center',
  registration: 'unit-registration',
};

export interface Stage {
  run: Run;
  chosen: Pick<Chosen, 'view' | 'locale' | 'appearance' | 'theme'>;
  /** The fields that arrived when the page's form was submitted. */
  received?: Record<string, string>;
}

/** The customer's page. It embeds the product as a portal does, but its requests go through the testers' proxy. */
export function stagePage({ url, bffUrl }: Frame, { run, chosen, received }: Stage): Html {
  const { view, locale, appearance, theme } = chosen;
  const registers = view === 'registration';
  const own = { bff: `${url}/qa/bff/${run.id}`, token: `/qa/token/${run.id}` };
  const common = html`bff="${own.bff}" token-url="${own.token}" privacy-url="/privacy" locale="${locale}"
  appearance="${appearance}"`;
  const script = SCRIPTS[view] ?? 'unit-certification';
  return html`<!doctype html>
    <html lang="${locale}" data-theme="${theme}" ${run.scenario.fast ? html`data-fast` : ''}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>嵌入页面</title>
        <link rel="stylesheet" href="/qa/assets/qa-stage.css" />
        <script type="module" src="/qa/assets/qa-stage.js"></script>
        <script type="module" src="${bffUrl}/widget/${script}.js"></script>
      </head>
      <body>
        <h1>嵌入组件的页面</h1>
        ${registers ? '' : html`<p data-unit>${run.user.unit.name}</p>`}
        ${received ? html`<p data-received>已收到：${JSON.stringify(received)}</p>` : ''}
        ${
          registers
            ? html`<unit-registration
                bff="${own.bff}"
                token-url="${own.token}?purpose=registration"
                privacy-url="/privacy"
                locale="${locale}"
                appearance="${appearance}"
              ></unit-registration>`
            : html`<form method="post" action="/qa/stage/${run.id}" data-guarded aria-label="示例业务">
                  <label>联系人<input name="contact" value="张工" /></label>
                  <button name="action" value="draft">保存草稿</button>
                  <button name="action" value="submit">提交申报</button>
                </form>
                ${
                  view === 'center'
                    ? html`<unit-certification-center ${common}></unit-certification-center>`
                    : html`<unit-certification
                        ${view === 'form' ? 'open' : ''}
                        ${view === 'gate' ? html`for="[data-guarded]"` : ''}
                        center-url="/qa/stage/${run.id}?view=center"
                        ${common}
                      ></unit-certification>`
                }`
        }
      </body>
    </html>`;
}
