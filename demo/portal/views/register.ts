/** The registration page (figure 2.2 of the user manual): the portal's own fields in the product's form. */
import { html } from 'hono/html';
import { DEMO_REGISTRATIONS, type DemoRegistration } from '../../data/registrations.ts';
import { DIFFERENT, OWN_FIELDS, type OwnField } from '../own-fields.ts';
import { claimData, row } from './demo-data.ts';
import { icon, type Html } from './html.ts';
import { layout, type Site } from './layout.ts';

const field = (own: OwnField) => {
  const { name, label, hint, type, autocomplete, maxLength, pattern, forbidden, missing, wrong } = own;
  return html`<div class="field" data-field="${name}">
    <label class="label" for="${name}">${label}<span class="star" aria-hidden="true"> *</span></label>
    ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      autocapitalize="none"
      spellcheck="false"
      maxlength="${maxLength}"
      required
      ${pattern ? html`pattern="${pattern}"` : ''}
      ${hint ? html`aria-describedby="${name}-hint"` : ''}
      data-missing="${missing}"
      ${forbidden ? html`data-forbidden="${forbidden.pattern}" data-refused="${forbidden.text}"` : ''}
      ${wrong ? html`data-wrong="${wrong}"` : ''}
      ${name === 'passwordAgain' ? html`data-different="${DIFFERENT}"` : ''}
    />
    <p class="error" id="${name}-error" data-error hidden>${icon('error')}<span></span></p>
  </div>`;
};

/** In the form's place when the product's script has not come: the own fields alone would have no button. */
const unloaded = () =>
  html`<div class="outcome" data-unloaded hidden>
    <p role="alert">注册表单没有加载出来，请检查网络后刷新页面。</p>
    <div class="actions"><button type="button" class="primary" data-refresh>刷新</button></div>
  </div>`;

/** Below the form: what became of the account, once the service has proven the unit. */
const outcome = () =>
  html`<div class="outcome" data-outcome hidden>
    <p role="alert" data-message></p>
    <div class="actions">
      <a class="primary" href="/login" data-log-in hidden>去登录</a>
    </div>
  </div>`;

const demoUnit = (
  { title, about, unit, claims, phone, email, loginName }: DemoRegistration,
  first: boolean,
) =>
  html`<details class="demo-unit" ${first ? html`open` : ''}>
    <summary>${title}</summary>
    <p>${about}</p>
    <dl>
      ${row('单位名称', unit.name)} ${row('单位代码', unit.code)} ${row('登录名', `${loginName}（自取）`)}
      ${row('邮箱', email)} ${row('手机号码', phone)}
    </dl>
    ${claims.map(claimData)}
  </details>`;

const demoPanel = () =>
  html`<aside class="side" aria-label="演示">
    <section class="panel">
      <h2>演示手机</h2>
      <p class="hint">点「获取验证码」后，短信会出现在这部手机里，不会真的发出。</p>
      <a class="secondary wide" href="/phone" target="_blank" rel="noopener">${icon('phone')}打开演示手机</a>
    </section>
    <section class="panel demo-data">
      <h2>还没有注册的单位</h2>
      ${DEMO_REGISTRATIONS.map((each, at) => demoUnit(each, at === 0))}
    </section>
  </aside>`;

export const registerPage = (site: Site): Html =>
  layout(site, {
    title: '单位用户注册',
    kind: 'hall',
    styles: ['hall.css', 'pages.css', 'register.css'],
    scripts: ['register.js'],
    elements: ['unit-registration'],
    typed: true,
    body: html`<div class="columns page">
      <div class="panel register">
        <h1>单位用户注册</h1>
        <p class="lead">
          注册时一并完成手机认证和实名认证，约 3 分钟。请准备营业执照、法定代表人证件和手机。
        </p>
        <p class="lead">已有账号？<a href="/login">直接登录</a></p>
        <noscript><p class="error">${icon('alert')}请启用浏览器的 JavaScript 后再注册。</p></noscript>
        <unit-registration token-url="/session/registration-token" privacy-url="/privacy">
          <h2>登录信息</h2>
          ${OWN_FIELDS.map(field)}
        </unit-registration>
        ${unloaded()} ${outcome()}
      </div>
      ${demoPanel()}
    </div>`,
  });
