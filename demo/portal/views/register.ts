/** The registration page (figure 2.2 of the user manual): the portal's own fields in the product's form. */
import { html } from 'hono/html';
import { DEMO_PASSWORD, type DemoClaim } from '../../data/accounts.ts';
import { DEMO_REGISTRATIONS, type DemoRegistration } from '../../data/registrations.ts';
import { DIFFERENT, OWN_FIELDS, type OwnField } from '../own-fields.ts';
import { FILL } from '../../shared/fill.ts';
import { wand } from '../../shared/icons.ts';
import { reveal } from '../../shared/password.ts';
import { claimRows, row } from './demo-data.ts';
import { icon, type Html } from './html.ts';
import { layout, type Site } from './layout.ts';

const input = (own: OwnField) => {
  const { name, hint, type, autocomplete, maxLength, pattern, forbidden, missing, wrong } = own;
  return html`<input
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
  />`;
};

const field = (own: OwnField) => {
  const { name, label, hint, type } = own;
  return html`<div class="field" data-field="${name}">
    <label class="label" for="${name}">${label}<span class="star" aria-hidden="true"> *</span></label>
    ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
    ${
      type === 'password'
        ? html`<div class="password">${input(own)} ${reveal(name, '显示', label)}</div>`
        : input(own)
    }
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

/** Fills in everything but the code, which comes by the demo's phone. `says`: what is told then. */
const fill = (registration: DemoRegistration, claim: DemoClaim) => {
  const { unit, phone, email, loginName } = registration;
  const says = `已填入“${unit.name}”。接下来点“获取验证码”，短信到了再点“填入验证码”。`;
  const data = { unit, phone, email, loginName, password: DEMO_PASSWORD, claim, says };
  return html`<button type="button" class="demo-fill" data-registration="${JSON.stringify(data)}">
    ${wand}${FILL}
  </button>`;
};

const demoUnit = (registration: DemoRegistration) => {
  const { title, about, unit, claims, phone, email, loginName } = registration;
  return html`<details class="demo-unit" name="demo-unit">
    <summary>${title}</summary>
    <p>${about}</p>
    ${claims.map(
      (claim) =>
        html`<div class="demo-choice">
          <p><small>结果</small>${claim.outcome}</p>
          ${fill(registration, claim)}
          <details class="claim">
            <summary>内容</summary>
            <dl>
              ${row('登录名', loginName)} ${row('单位名称', unit.name)} ${row('单位代码', unit.code)}
              ${row('邮箱', email)} ${row('手机号码', phone)}
            </dl>
            ${claimRows(claim)}
          </details>
        </div>`,
    )}
  </details>`;
};

const demoPanel = () =>
  html`<aside class="side" aria-label="演示">
    <section class="panel demo-data" aria-labelledby="demo-units-title">
      <h2 id="demo-units-title">${wand}还没有注册的单位</h2>
      ${DEMO_REGISTRATIONS.map(demoUnit)}
    </section>
    <section class="panel demo-data" aria-labelledby="demo-phone-title">
      <h2 id="demo-phone-title">${wand}演示手机</h2>
      <p>点“获取验证码”后，短信会出现在演示手机和本页上方，不会真的发出。</p>
      <a class="secondary wide" href="/phone" target="_blank" rel="noopener">${icon('phone')}打开演示手机</a>
    </section>
  </aside>`;

/** A message has come: over the page, as on a phone. Its script fills it in. */
const notification = () =>
  html`<div class="demo-message" role="status" data-message-arrived>
    <div hidden>
      <p>演示手机收到短信 <b data-code></b></p>
      <button type="button" class="demo-fill" data-fill-code>${wand}填入验证码</button>
    </div>
  </div>`;

/** What the button above the form fills in. */
const FIRST = DEMO_REGISTRATIONS[0]!;

export const registerPage = (site: Site): Html =>
  layout(site, {
    title: '单位用户注册',
    kind: 'hall',
    styles: ['hall.css', 'pages.css', 'register.css'],
    scripts: ['register.js', 'reveal.js', 'register-demo.js'],
    elements: ['unit-registration'],
    typed: true,
    body: html`<div class="columns page">
      <div class="panel register">
        <h1>单位用户注册</h1>
        <p class="lead">
          注册时一并完成手机认证和实名认证，约3分钟。请准备营业执照等登记证书、法定代表人证件和手机。
        </p>
        <div class="register-ways">
          <p class="lead">已有账号？<a href="/login">直接登录</a></p>
          ${fill(FIRST, FIRST.claims[0]!)}
        </div>
        <p class="demo-told" role="status" data-filled></p>
        <noscript><p class="error">${icon('error')}请启用浏览器的JavaScript后再注册。</p></noscript>
        <unit-registration
          token-url="/session/registration-token"
          privacy-url="/privacy"
          appearance="${site.appearance}"
        >
          <h2>登录信息</h2>
          ${OWN_FIELDS.map(field)}
        </unit-registration>
        ${unloaded()} ${outcome()}
      </div>
      ${demoPanel()} ${notification()}
    </div>`,
  });
