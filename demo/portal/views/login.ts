/** The login page (figure 1.1 of the user manual). Below it, in a drawer, the demo's accounts. */
import { html } from 'hono/html';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, type PortalRole } from '../../data/accounts.ts';
import { errorCount } from '../../shared/error-count.ts';
import { fillForm } from '../../shared/fill.ts';
import { reveal } from '../../shared/password.ts';
import { inPhrases } from '../../shared/phrases.ts';
import { icon, type Html } from './html.ts';
import { accountsDrawer } from './accounts.ts';
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
    ? html`<p class="error" id="${field}-error">${icon('error')}${form.errors[field]}</p>`
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
  html`<div class="field captcha" role="group" aria-labelledby="captcha-label">
    <span class="visually-hidden" id="captcha-label">验证码</span>
    <div>
      <altcha-widget
        challenge="/login/captcha"
        language="zh-cn"
        name="captcha"
        data-worker="${site.assets.address('altcha-worker.js')}"
      ></altcha-widget>
      <noscript><p class="error">${icon('error')}请启用浏览器的JavaScript后再登录。</p></noscript>
      ${errorOf(form, 'captcha')}
    </div>
  </div>`;

/** What 「填入演示数据」 fills in: the first of the accounts, which has everything before it. */
const SAMPLE = DEMO_ACCOUNTS[0]!;

const unitLogin = (site: Site, form: LoginForm) =>
  html`<form method="post" action="/login" class="login-form" data-login novalidate>
    <input type="hidden" name="next" value="${form.next}" />
    ${errorCount(form.errors, icon('error'))}
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
        data-sample="${SAMPLE.loginCode ?? SAMPLE.unit.code}"
        ${invalid(form, 'unitCode', 'unitCode-hint')}
      />
      ${errorOf(form, 'unitCode')}
    </div>
    <div class="field">
      <label class="label" for="password">密码</label>
      <div>
        <div class="password">
          <input
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            maxlength="128"
            data-sample="${DEMO_PASSWORD}"
            ${invalid(form, 'password')}
          />
          ${reveal('password', '显示', '密码')}
        </div>
        ${errorOf(form, 'password')}
      </div>
    </div>
    <fieldset class="field roles">
      <legend class="visually-hidden">登录身份</legend>
      <span class="label" aria-hidden="true">登录身份</span>
      ${roleChoice(form, 'administrator', '管理员')} ${roleChoice(form, 'operator', '经办人')}
    </fieldset>
    ${captcha(site, form)}
    <button type="submit" class="primary wide">提交</button>
    <div class="below">${fillForm()} <a href="/register">单位用户注册</a></div>
  </form>`;

const personalLogin = () =>
  html`<div class="login-form personal">
    ${icon('people')}
    <p><strong>个人登录不在本演示范围内</strong></p>
    <p>${inPhrases('本演示介绍|单位用户的|实名认证，请使用“单位登录”。')}</p>
    <a class="secondary wide" href="/login">返回单位登录</a>
  </div>`;

const STEPS = [
  { icon: 'building', what: '登录', how: '用统一社会信用代码或组织机构代码' },
  { icon: 'shield', what: '实名认证', how: '核验法人信息与登记信息一致，约2分钟' },
  { icon: 'document', what: '办理业务', how: '参保、缴费、待遇、用工，随时在线办理' },
];

const welcome = () =>
  html`<section class="welcome">
    <h1>单位社保，一网通办</h1>
    <p class="lead">第一次登录的单位先完成实名认证，之后各项业务都在这里办。</p>
    <ol>
      ${STEPS.map(
        (step) =>
          html`<li>
            <span class="step-icon">${icon(step.icon)}</span><strong>${step.what}</strong>
            <span>${step.how}</span>
          </li>`,
      )}
    </ol>
  </section>`;

const tab = (label: string, href: string, current: boolean) =>
  html`<a href="${href}" ${current ? html` aria-current="page"` : ''}>${label}</a>`;

export function loginPage(site: Site, form: LoginForm, kind: 'unit' | 'personal'): Html {
  const failed = Object.keys(form.errors).length > 0;
  return layout(site, {
    title: failed ? '登录未成功' : '登录',
    kind: 'login',
    styles: ['altcha.css', 'captcha.css', 'login.css', 'welcome.css', 'accounts.css'],
    scripts:
      kind === 'unit'
        ? ['altcha-zh-cn.js', 'reveal.js', 'drawer.js', 'errors.js', 'login.js', 'altcha.js']
        : [],
    body: html`<div class="login-layout">
      ${welcome()}
      <section class="login-card" aria-label="登录">
        <nav class="tabs" aria-label="登录方式">
          ${tab('单位登录', '/login', kind === 'unit')}
          ${tab('个人登录', '/login/personal', kind === 'personal')}
        </nav>
        ${kind === 'unit' ? unitLogin(site, form) : personalLogin()}
      </section>
      ${kind === 'unit' ? accountsDrawer() : ''}
    </div>`,
  });
}
