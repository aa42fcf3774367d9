/** One business that only certified units may do: a form, and the receipt. */
import { Hono } from 'hono';
import { html } from 'hono/html';
import { BUSINESS } from './businesses.ts';
import { checkBeforeBusiness } from './check-before-business.ts';
import { fillForm } from './demo-fill.ts';
import { EMPTY, errorCount, field, type Field, type Typed } from './field.ts';
import type { Html } from './layout.ts';
import { certificationCall } from './certification-call.ts';
import { gate, openPage, pageWithWidget, prompt, type UnitPage } from './pages-with-widget.ts';
import { type LoggedIn, loggedIn, type Portal } from './portal.ts';
import { receipt } from './receipt.ts';

const FIELDS: readonly Field[] = [
  {
    name: 'joined',
    label: '新增人数',
    hint: '没有的填0',
    input: html`inputmode="numeric" maxlength="6"`,
    sample: '3',
  },
  {
    name: 'left',
    label: '减少人数',
    hint: '没有的填0',
    input: html`inputmode="numeric" maxlength="6"`,
    sample: '1',
  },
  {
    name: 'contact',
    label: '联系电话',
    hint: '办理过程中用于联系',
    input: html`autocomplete="tel" maxlength="40"`,
    sample: '025-00000000',
  },
];

export function business(portal: Portal): Hono<LoggedIn> {
  const app = new Hono<LoggedIn>();
  app.use(BUSINESS.path, loggedIn(portal));

  app.get(BUSINESS.path, async (c) => c.html(formPage(await openPage(portal, c), EMPTY)));

  app.post(BUSINESS.path, checkBeforeBusiness(portal, BUSINESS), async (c) => {
    const body = await c.req.parseBody();
    const isDraft = body['action'] === 'draft';
    const typed = read(body, isDraft);
    const page = await openPage(portal, c);
    if (Object.keys(typed.errors).length > 0) return c.html(formPage(page, typed), 422);
    return c.html(receiptPage(page, typed.values, isDraft));
  });
  return app;
}

function read(body: Record<string, unknown>, isDraft: boolean): Typed {
  const typed: Typed = { values: {}, errors: {} };
  for (const { name, label } of FIELDS) {
    const value = typeof body[name] === 'string' ? body[name].normalize('NFKC').trim() : '';
    typed.values[name] = value;
    if (!value && !isDraft) typed.errors[name] = `请填写${label}`;
    else if (value && name !== 'contact' && !/^\d{1,6}$/.test(value)) typed.errors[name] = '请填写数字';
  }
  return typed;
}

const path = () =>
  html`<nav class="path" aria-label="当前位置"><a href="/">主页</a> <span>单位业务</span></nav>`;

const formPage = (page: UnitPage, typed: Typed): Html =>
  pageWithWidget(page, {
    title: BUSINESS.name,
    body: html`<div class="inner narrow">
        ${path()}
        <h1>${BUSINESS.name}</h1>
        ${certificationCall(page)}
        <form
          method="post"
          action="${BUSINESS.path}"
          class="card"
          data-business="${BUSINESS.name}"
          novalidate
        >
          <p class="muted">办理单位：${page.session.account.unit.name}</p>
          ${errorCount(typed)} ${FIELDS.map((each) => field(each, typed))}
          <div class="actions">
            <button class="primary" name="action" value="submit">提交申报</button>
            <button class="secondary" name="action" value="draft">保存草稿</button>
            ${fillForm()}
          </div>
        </form>
      </div>
      ${prompt(page)} ${gate(page, 'form[data-business]')}`,
  });

const receiptPage = (page: UnitPage, values: Typed['values'], isDraft: boolean): Html => {
  const title = isDraft ? '草稿已保存' : '申报已提交';
  return pageWithWidget(page, {
    title,
    body: html`<div class="inner narrow">
      ${path()}
      ${receipt({
        title,
        label: `“${BUSINESS.name}”${isDraft ? '草稿' : '申报'}编号`,
        rows: FIELDS.map(({ name, label }) => [label, values[name] || '未填写']),
        more: html`<p class="muted">演示系统不会真正办理，也不保存填写的内容。</p>
          <p><a class="secondary" href="/">返回主页</a></p>`,
      })}
    </div>`,
  });
};
