/** The registration form in its page: the portal's own fields, attributes, adding and removing the element. */
import { expect } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import { advance } from '../support/logins.ts';
import {
  CODE,
  CODE_SENT,
  PHONE,
  activeIn,
  button,
  cleanUpRegistration,
  codeSent,
  field,
  fillIn,
  keys,
  openProven,
  openRegistration,
  press,
  read,
  registered,
  rootOf,
  text,
  type,
} from '../support/registration.ts';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import type { UnitRegistration } from '../../../widget/unit-registration.ts';
import { UNIT, problem, tokenOf } from '../support/scripted.ts';
import { LEGAL } from '../support/user.ts';
import { REGISTRATION_WORDS, TITLES, WORDS, labelOf, registrationError } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const OWN = `
  <h2>登录信息</h2>
  <label for="login">登录名</label><input id="login" required pattern="\\w{4,}" />
  <label for="password">密码 <b>*</b></label><input id="password" type="password" required />`;

const own = (id: string): HTMLInputElement => document.getElementById(id) as HTMLInputElement;
const NUMBER = 'legalRepresentative.idNumber';

describe('registration, the portal', () => {
  afterEach(cleanUpRegistration);

  it('lays out the portal’s fields above its own, like its own', async () => {
    const page = await openRegistration({}, {}, OWN);
    const [login, unitName] = [own('login'), field(page, 'unit.name')];
    const box = (element: Element): DOMRect => element.getBoundingClientRect();
    expect(box(login).bottom).to.be.below(box(unitName).top);
    expect(box(login).left).to.equal(box(unitName).left);
    expect(box(login).width).to.equal(box(unitName).width);
    expect(box(login).height).to.be.at.least(44);
    expect(box(login).top).to.be.above(box(document.querySelector('label')!).bottom);
  });

  it('leaves the portal’s fields the color scheme of the page', async () => {
    const { element } = await openRegistration(
      {},
      {},
      '<p id="star" style="color: light-dark(red, lime)">*</p>',
    );
    await emulateMedia({ colorScheme: 'dark' });
    const color = () => getComputedStyle(document.getElementById('star')!).color;
    element.style.colorScheme = 'light dark';
    expect(color()).to.equal('rgb(0, 255, 0)');
    element.style.colorScheme = 'light';
    expect(color()).to.equal('rgb(255, 0, 0)');
    await emulateMedia({ colorScheme: 'light' });
  });

  it('begins with an empty form after signOut(), without the former proof of the phone', async () => {
    const page = await openProven();
    (customElements.get('unit-registration') as typeof UnitRegistration).signOut();
    await page.element.updateComplete;
    for (const path of [NUMBER, 'unit.name', 'phone', 'email'])
      expect(field(page, path).value, path).to.equal('');
    expect(page.element.shadowRoot!.innerHTML).not.to.include(LEGAL.idNumber);
  });

  it('begins with an empty form when signOut() was called while it was not in the page', async () => {
    const page = await openProven();
    page.element.remove();
    await new Promise((resolve) => setTimeout(resolve, 20));
    (customElements.get('unit-registration') as typeof UnitRegistration).signOut();
    document.body.append(page.element);
    await waitUntil(() => !field(page, 'unit.name').value);
    for (const path of ['unit.name', 'legalRepresentative.name', 'phone', 'email'])
      expect(field(page, path).value, path).to.equal('');
    expect(text(page)).not.to.include(REGISTRATION_WORDS.proven);
  });

  it('makes no status request when the visitor comes back to the tab, or has another token', async () => {
    const page = await openProven();
    const undo = advance(4000);
    try {
      await page.script({
        token: [
          { body: { token: tokenOf({ purpose: 'registration', unit: undefined, sub: 'v2', auth_time: 2 }) } },
        ],
      });
      const { length } = await page.arrived('token');
      document.dispatchEvent(new Event('visibilitychange'));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await page.arrived('status')).to.have.length(0);
      expect(await page.arrived('token'), 'nor for a token that nobody needs').to.have.length(length);
    } finally {
      undo();
    }
  });

  it('keeps its tokens apart from those of a certification element on the same page', async () => {
    const page = await openRegistration();
    const form = document.createElement('unit-certification') as UnitCertification;
    form.setAttribute('bff', page.bff);
    form.getToken = async () => tokenOf();
    page.element.getToken = async () => tokenOf({ purpose: 'registration', unit: undefined, sub: 'visitor' });
    await page.element.updateComplete;
    document.body.append(form);
    await waitUntil(async () => (await page.arrived('status')).length);
    type(page, 'phone', '13800138000');
    press(page, REGISTRATION_WORDS.getCode);
    await waitUntil(async () => (await page.arrived('codes')).length);
    const purposes = [...(await page.arrived('status')), ...(await page.arrived('codes'))].map(
      ({ headers }) =>
        (JSON.parse(atob(headers['authorization']!.split('.')[1]!)) as { purpose?: string }).purpose,
    );
    expect(purposes).to.deep.equal([undefined, 'registration']);
    form.remove();
  });

  it('shows the browser’s errors of the portal’s fields before anything is sent', async () => {
    const page = await openProven({}, {}, OWN);
    const complaints: string[] = [];
    page.element.addEventListener('invalid', ({ target }) => complaints.push((target as Element).id), true);
    own('login').value = 'abc';
    press(page, REGISTRATION_WORDS.submit);
    await read(page, WORDS.form.summary(2));
    await waitUntil(() => activeIn(page) === 'summary');
    expect(complaints.sort()).to.deep.equal(['login', 'password']);
    press(page, '密码');
    await waitUntil(() => document.activeElement?.id === 'password');
    expect(await page.arrived('register')).to.have.length(0);
    own('login').value = 'demo';
    press(page, REGISTRATION_WORDS.submit);
    await waitUntil(() => document.activeElement?.id === 'password');
    own('password').value = 'long enough';
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.registered);
  });

  it('counts the errors of the portal’s fields together with the form’s own', async () => {
    const page = await openProven({}, {}, OWN);
    own('login').value = 'demo';
    type(page, 'email', 'name');
    press(page, REGISTRATION_WORDS.submit);
    await read(page, WORDS.form.summary(2));
    expect(button(page, '密码').innerText).to.equal(`密码 ${own('password').validationMessage}`); // without its star
    expect(button(page, registrationError('email', 'bad-format')).className).to.equal('link');
  });

  it('follows a change of the page’s language', async () => {
    const page = await openRegistration();
    await read(page, REGISTRATION_WORDS.submit);
    document.documentElement.lang = 'en';
    await read(page, 'Register');
    document.documentElement.removeAttribute('lang');
    await read(page, REGISTRATION_WORDS.submit);
  });

  it('counts a group of radio buttons once, and names a list without its options', async () => {
    const radio = (value: string) =>
      `<label><input type="radio" name="kind" value="${value}" required> ${value}</label>`;
    const page = await openProven(
      {},
      {},
      `<label>省份 <select id="province" required>
        <option value="">请选择</option><option>江苏</option><option>浙江</option></select> 必选</label>
      ${radio('企业')}<input id="other" required>${radio('机关')}${radio('其他')}`,
    );
    press(page, REGISTRATION_WORDS.submit);
    await read(page, WORDS.form.summary(3));
    const province = button(page, '省份').innerText;
    expect(province).to.include('必选').and.include(own('province').validationMessage);
    expect(province).not.to.include('江苏').and.not.to.include('请选择');
    expect(() => button(page, '机关')).to.throw();
    press(page, '企业');
    await waitUntil(() => (document.activeElement as HTMLInputElement).value === '企业');
  });

  it('checks the portal’s fields again before the event, and continues with the same key', async () => {
    const page = await openProven(
      { register: [{ ...registered('certified'), delay: 300 }, registered('certified')] },
      {},
      OWN,
    );
    own('login').value = 'demo';
    own('password').value = 'long enough';
    press(page, REGISTRATION_WORDS.submit);
    own('login').value = 'abc';
    own('login').dispatchEvent(new InputEvent('input', { bubbles: true }));
    await waitUntil(() => document.activeElement?.id === 'login');
    expect(page.events).to.deep.equal([]);
    own('login').value = 'demo';
    press(page, REGISTRATION_WORDS.submit);
    await waitUntil(() => page.events.length === 1);
    expect(new Set(await keys(page)).size).to.equal(1);
  });

  it('removes its success notice when the page could not create the account', async () => {
    const page = await openProven();
    page.element.withdraw();
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.registered);
    page.element.withdraw();
    await waitUntil(() => !text(page).includes(TITLES.registered));
    press(page, REGISTRATION_WORDS.submit);
    await waitUntil(() => page.events.length === 2);
    expect(new Set(await keys(page)).size).to.equal(1);
  });

  it('leaves the focus in a field of the portal, and that field in view, when the answer about the code comes', async () => {
    const page = await openRegistration(
      {
        codes: [
          { ...problem(429, 'too-many-codes'), delay: 300 },
          { ...codeSent, delay: 300 },
        ],
      },
      {},
      `${OWN}<p style="height: 2000px">`,
    );
    const ask = async (happened: () => unknown): Promise<void> => {
      button(page, REGISTRATION_WORDS.getCode).focus();
      press(page, REGISTRATION_WORDS.getCode);
      await page.element.updateComplete;
      own('password').focus();
      await waitUntil(happened);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(document.activeElement?.id).to.equal('password');
      expect(own('password').getBoundingClientRect().top).to.be.at.least(0);
    };
    type(page, 'phone', PHONE);
    await ask(() => page.events.length);
    await ask(() => text(page).includes(CODE_SENT));
  });

  it('never reads or sends the portal’s fields', async () => {
    const page = await openProven({}, {}, OWN);
    own('login').value = 'demo';
    own('password').value = 'long enough';
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.registered);
    const [arrival] = await page.arrived('register');
    expect(JSON.stringify(arrival)).not.to.include('demo').and.not.include('long enough');
  });

  it('handles Enter in the portal’s fields as 注册, and does not affect other keys and the portal’s form', async () => {
    let submits = 0;
    const page = await openProven({}, {}, `<form id="account">${OWN}</form>`);
    document.getElementById('account')!.addEventListener('submit', (event) => {
      event.preventDefault();
      submits++;
    });
    own('login').value = 'demo';
    own('password').value = 'long enough';
    own('login').focus();
    await sendKeys({ press: 'Enter' });
    await read(page, TITLES.registered);
    expect(submits).to.equal(0);
  });

  it('removes its success notice after a change', async () => {
    const page = await openProven({ register: [registered('certified')] }, {}, OWN);
    own('login').value = 'demo';
    own('password').value = 'long enough';
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.registered);
    own('login').dispatchEvent(new InputEvent('input', { bubbles: true }));
    await waitUntil(() => !text(page).includes(TITLES.registered));
    press(page, REGISTRATION_WORDS.submit);
    await waitUntil(() => page.events.length === 2);
    expect(page.events.map((event) => event.type)).to.deep.equal(['unit-registered', 'unit-registered']);
  });

  it('leads to the named field, also when the page has corrected or added another meanwhile', async () => {
    const page = await openProven({}, {}, OWN);
    press(page, REGISTRATION_WORDS.submit);
    await read(page, WORDS.form.summary(2));
    own('login').value = 'demo';
    press(page, '密码');
    await waitUntil(() => document.activeElement?.id === 'password', 'mended');
    own('login').value = '';
    own('login').insertAdjacentHTML('beforebegin', '<input id="first" required />');
    press(page, '密码');
    await waitUntil(() => document.activeElement?.id === 'password', 'added');
  });

  it('clears its numbers when the page removes it, and keeps them when the page moves it', async () => {
    const page = await openProven();
    const place = document.createElement('div');
    document.body.append(place);
    place.append(page.element);
    await page.element.updateComplete;
    expect(field(page, NUMBER).value).not.to.equal('');
    page.element.remove();
    await new Promise((resolve) => setTimeout(resolve, 20));
    document.body.append(page.element);
    await page.element.updateComplete;
    expect(field(page, NUMBER).value).to.equal('');
    expect(field(page, 'unit.name').value).to.equal(UNIT.name);
    place.remove();
  });

  it('shows the answers to what it was sending when the page moved it', async () => {
    const page = await openRegistration({
      codes: [{ ...codeSent, delay: 300 }],
      register: [{ ...registered('certified'), delay: 300 }],
    });
    const place = document.createElement('div');
    document.body.append(place);
    await fillIn(page);
    press(page, REGISTRATION_WORDS.getCode);
    await waitUntil(async () => (await page.arrived('codes')).length === 1);
    place.append(page.element);
    await read(page, CODE_SENT);
    type(page, 'code', CODE);
    await read(page, REGISTRATION_WORDS.proven);
    press(page, REGISTRATION_WORDS.submit);
    await waitUntil(async () => (await page.arrived('register')).length === 1);
    document.body.append(page.element);
    await read(page, TITLES.registered);
    expect(page.events.map(({ type }) => type)).to.deep.equal(['unit-registered']);
    place.remove();
  });

  it('dispatches no event after the page has removed it', async () => {
    const page = await openProven({
      register: [{ body: { outcome: 'certified', assertion: 'x' }, delay: 200 }],
    });
    press(page, REGISTRATION_WORDS.submit);
    await waitUntil(async () => (await page.arrived('register')).length === 1);
    page.element.remove();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(page.events).to.deep.equal([]);
  });

  it('works beside a certification element, which shows nothing by itself', async () => {
    await openRegistration();
    expect(customElements.get('unit-certification')).not.to.equal(undefined);
    expect(document.querySelector('unit-certification')).to.equal(null);
  });

  it('writes no inline style, and none on html and body', async () => {
    const page = await openProven({}, { appearance: 'large' });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.registered);
    expect(rootOf(page).querySelectorAll('[style], style')).to.have.length(0);
    expect([document.documentElement, document.body].map((each) => each.getAttribute('style'))).to.deep.equal(
      [null, null],
    );
  });

  it('waits for a getToken, and reports misconfigured once without one', async () => {
    const element = document.createElement('unit-registration');
    const codes: string[] = [];
    element.addEventListener('certification-error', (event) =>
      codes.push((event as CustomEvent).detail.code),
    );
    document.body.append(element);
    await waitUntil(() => codes.length, 'no error', { timeout: 2000 });
    const shown = (): string => element.shadowRoot!.querySelector<HTMLElement>('section')!.innerText;
    await waitUntil(() => shown().includes(TITLES.misconfigured));
    element.setAttribute('bff', location.origin);
    element.setAttribute('token-url', '/token');
    await waitUntil(() => shown().includes(labelOf('unit.name')));
    expect(codes).to.deep.equal(['misconfigured']);
  });
});
