/** The login page (figure 1.1 of the user manual), with the demo's accounts beside it. */
import { html } from 'hono/html';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, type PortalRole } from '../../data/accounts.ts';
import { icon, type Html } from './html.ts';
import { layout, type Site } from './layout.ts';

export type LoginField = 'unitCode' | 'password' | 'captcha';

export interface LoginForm {
  unitCode: string;
  role: PortalRole;
  /** Where to go after the login: a path of this portal. */
  next: string;
  errors: Partial<Record<LoginField, string>>;
}

const errorOf = (form: LoginForm, field: LoginField) =>
  form.errors[field]
    ? html`<p class="error" id="${field}-error">${icon('alert')}${form.errors[field]}</p>`
    : '';

/** The attributes that tie a field to its error, for assistive technology. */
const invalid = (form: LoginForm, field: LoginField, hint = '') => {
  const described = [hint, form.errors[field] ? `${field}-error` : ''].filter(Boolean).join(' ');
  return html`${form.errors[field] ? html` aria-invalid="true"` : ''}${
    described ? html` aria-describedby="${described}"` : ''
  }`;
};

const roleChoice = (form: LoginForm, role: PortalRole, label: string) =>
  html`<label class="choice">
    <input type="radio" name="role" value="${role}" ${form.role === role ? html` checked` : ''} />${label}
  </label>`;

const captcha = (site: Site, form: LoginForm) =>
  html`<div class="field" role="group" aria-labelledby="captcha-label">
    <span class="label" id="captcha-label">验证码</span>
    <altcha-widget
      challenge="/login/captcha"
      language="zh-cn"
      name="captcha"
      data-worker="${site.assets.address('altcha-worker.js')}"
    ></altcha-widget>
    <noscript><p class="error">${icon('alert')}请启用浏览器的 JavaScript 后再登录。</p></noscript>
    ${errorOf(form, 'captcha')}
  </div>`;

const unitLogin = (site: Site, form: LoginForm) =>
  html`<form method="post" action="/login" class="login-form" data-login novalidate>
    <input type="hidden" name="next" value="${form.next}" />
    <div class="field">
      <label class="label" for="unitCode">统一社会信用代码 / 组织机构代码</label>
      <p class="hint" id="unitCode-hint">自行注册的单位也可以用登录名</p>
      <input
        id="unitCode"
        name="unitCode"
        type="text"
        value="${form.unitCode}"
        autocomplete="username"
        autocapitalize="characters"
        spellcheck="false"
        maxlength="40"
        ${invalid(form, 'unitCode', 'unitCode-hint')}
      />
      ${errorOf(form, 'unitCode')}
    </div>
    <div class="field">
      <label class="label" for="password">密码</label>
      <input
        id="password"
        name="password"
        type="password"
        autocomplete="current-password"
        maxlength="128"
        ${invalid(form, 'password')}
      />
      ${errorOf(form, 'password')}
    </div>
    <fieldset class="field roles">
      <legend class="label">登录身份</legend>
      ${roleChoice(form, 'administrator', '管理员')} ${roleChoice(form, 'operator', '经办人')}
    </fieldset>
    ${captcha(site, form)}
    <button type="submit" class="primary wide">提交</button>
    <p class="to-register">还没有账号？<a href="/register">单位用户注册</a></p>
  </form>`;

const personalLogin = () =>
  html`<div class="login-form personal">
    ${icon('people')}
    <p><strong>个人登录不在本演示范围内</strong></p>
    <p>本演示介绍单位用户的实名认证，请使用「单位登录」。</p>
    <a class="secondary wide" href="/login">返回单位登录</a>
  </div>`;

const accountButton = (account: (typeof DEMO_ACCOUNTS)[number]) =>
  html`<li>
    <button
      type="button"
      data-code="${account.loginCode ?? account.unit.code}"
      data-password="${DEMO_PASSWORD}"
      data-role="${account.role}"
    >
      <strong>${account.title}</strong>
      <span>${account.unit.name} · ${account.role === 'administrator' ? '管理员' : '经办人'}</span>
    </button>
  </li>`;

const demoAccounts = () =>
  html`<aside class="demo-accounts" aria-labelledby="demo-accounts-title">
    <h2 id="demo-accounts-title">演示账号</h2>
    <p>点一下填好用户名和密码 <code>${DEMO_PASSWORD}</code>，登录后主页会告诉您该填什么。</p>
    <ul>
      ${DEMO_ACCOUNTS.map(accountButton)}
    </ul>
    <p class="visually-hidden" role="status" data-filled></p>
  </aside>`;

const tab = (label: string, href: string, current: boolean) =>
  html`<a href="${href}" ${current ? html` aria-current="page"` : ''}>${label}</a>`;

export function loginPage(site: Site, form: LoginForm, kind: 'unit' | 'personal'): Html {
  const failed = Object.keys(form.errors).length > 0;
  return layout(site, {
    title: failed ? '登录未成功' : '登录',
    kind: 'login',
    styles: ['altcha.css', 'accounts.css', 'login.css'],
    scripts: kind === 'unit' ? ['altcha-zh-cn.js', 'login.js', 'altcha.js'] : [],
    body: html`<div class="login-layout">
      <section class="welcome">
        <h1>单位社保，一网通办</h1>
        <p class="lead">完成实名认证后，参保、缴费、待遇、用工业务随时在线办理。</p>
        ${kind === 'unit' ? demoAccounts() : ''}
      </section>
      <section class="login-card" aria-label="登录">
        <nav class="tabs" aria-label="登录方式">
          ${tab('单位登录', '/login', kind === 'unit')}
          ${tab('个人登录', '/login/personal', kind === 'personal')}
        </nav>
        ${kind === 'unit' ? unitLogin(site, form) : personalLogin()}
      </section>
    </div>`,
  });
}
