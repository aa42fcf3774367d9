/** The registration form: order, words, checks at the field, focus, the portal's own fields. */
import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { CERTIFICATION_FIELDS } from '../../../bff/contract/forms.ts';
import { registrationFields } from '../../../bff/contract/registration-fields.ts';
import { AGENT, LEGAL, idOf, legalTexts } from '../support/user.ts';
import {
  EMAIL,
  PHONE,
  activeIn,
  bodies,
  button,
  chooseAgent,
  cleanUpRegistration,
  field,
  fillIn,
  openProven,
  openRegistration,
  press,
  read,
  rootOf,
  text,
  type,
} from '../support/registration.ts';
import { UNIT, problem } from '../support/scripted.ts';
import { CONTACT_IDS, INPUT_IDS, LEGAL_FIELDS, REGISTRATION_IDS, UNIT_IDS } from '../../support/fields.ts';
import {
  REGISTRATION_WORDS,
  TITLES,
  WORDS,
  labelOf,
  registrationError,
  requiredOf,
} from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

describe('registration form', () => {
  afterEach(cleanUpRegistration);
  after(() => setViewport({ width: 800, height: 600 }));

  it('asks in the order of the manual, in the page', async () => {
    const page = await openRegistration({}, { 'privacy-url': '/privacy' });
    await chooseAgent(page);
    const words = [
      WORDS.form.required,
      ...UNIT_IDS.map(labelOf),
      REGISTRATION_WORDS.applicant,
      WORDS.form.fields.applicant.options['legal-representative'].hint,
      WORDS.form.fields.applicant.options.agent.hint,
      ...INPUT_IDS.map(labelOf),
      ...CONTACT_IDS.map(labelOf),
      REGISTRATION_WORDS.getCode,
      labelOf('code'),
      WORDS.form.privacy,
    ];
    const visible = text(page).replace(WORDS.form.fields.applicant.options.agent.appears!, ''); // to screen readers
    let rest = visible;
    for (const word of words) {
      expect(rest).to.include(word);
      rest = rest.slice(rest.indexOf(word) + word.length);
    }
    expect(text(page).trim().endsWith(REGISTRATION_WORDS.submit)).to.equal(true);
    expect(rootOf(page).querySelector('dialog')).to.equal(null);
  });

  it('sends the typed values in the contract’s form, and dispatches the event', async () => {
    const page = await openRegistration();
    await fillIn(page, true);
    type(page, 'phone', '+86 138-0013-8000');
    type(page, 'unit.code', UNIT.code.toLowerCase());
    press(page, REGISTRATION_WORDS.getCode);
    await read(page, REGISTRATION_WORDS.codeSent('138 0013 8000'));
    type(page, 'code', '２４６ ８１０');
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.registered);
    expect(await bodies(page, 'proofs')).to.deep.equal([{ phone: PHONE, code: '246810' }]);
    expect(await bodies(page, 'register')).to.deep.equal([
      {
        unit: { code: UNIT.code, name: UNIT.name },
        legalRepresentative: { name: LEGAL.name, idNumber: LEGAL.idNumber },
        foundedOn: LEGAL.foundedOn,
        applicant: 'agent',
        agent: AGENT,
        email: EMAIL,
        phone: PHONE,
        phoneProof: 'proof-1',
      },
    ]);
    expect(page.events).to.deep.equal([
      {
        type: 'unit-registered',
        detail: { unit: { code: UNIT.code, name: UNIT.name }, assertion: 'header.payload.signature' },
      },
    ]);
  });

  const mistakes: [string, string, string][] = [
    ['unit.code', '91320100MA1DEM0159', registrationError('unit.code', 'bad-check-digit')],
    ['unit.code', '9132', registrationError('unit.code', 'bad-format')],
    ['email', 'name@example', registrationError('email', 'bad-format')],
    ['phone', '1380013800', registrationError('phone', 'bad-format')],
    ['code', '12345', registrationError('code', 'bad-format')],
    [
      'legalRepresentative.idNumber',
      '110105194912310021',
      WORDS.form.error('number', 'bad-check-digit', '', 18),
    ],
    ['unit.name', '长'.repeat(101), WORDS.form.error('name', 'too-long', labelOf('unit.name'), 101)],
  ];
  for (const [path, typed, message] of mistakes)
    it(`shows at the field: ${message} (${typed.slice(0, 12)})`, async () => {
      const page = await openRegistration();
      type(page, path, typed);
      await read(page, message);
      const described = field(page, path).getAttribute('aria-describedby')!.split(' ');
      expect(described.map((id) => rootOf(page).getElementById(id)!.innerText).join()).to.include(message);
    });

  it('describes each input by its hint', async () => {
    const page = await openRegistration();
    await chooseAgent(page);
    const inputs = [...rootOf(page).querySelectorAll<HTMLElement>('[part~="field"] input')];
    const asked = registrationFields(CERTIFICATION_FIELDS);
    const options = asked.flatMap((one) => ('options' in one ? one.options : [one.id]));
    expect(inputs).to.have.length(options.length + 1); // and the code of the text message
    for (const described of inputs) {
      const ids = (described.getAttribute('aria-describedby') ?? '').split(' ');
      const hints = ids.map((id) => rootOf(page).getElementById(id)).filter((one) => one?.matches('.hint'));
      expect(hints.map((hint) => hint!.innerText).join(), described.id).not.to.equal('');
      const field = described.closest('.choice, .field')!;
      expect(field.contains(hints[0]!), described.id).to.equal(true);
    }
  });

  it('accepts the organization code of units without another code', async () => {
    const page = await openRegistration();
    type(page, 'unit.code', 'd2143569-x');
    await waitUntil(() => field(page, 'unit.code').value === 'D2143569X');
    expect(field(page, 'unit.code').getAttribute('aria-invalid')).to.equal('false');
  });

  it('counts the errors at the top and leads to each', async () => {
    const page = await openRegistration();
    press(page, REGISTRATION_WORDS.submit);
    await read(page, WORDS.form.summary(LEGAL_FIELDS + REGISTRATION_IDS.length + 1));
    await waitUntil(() => activeIn(page) === 'summary');
    press(page, requiredOf('code'));
    await waitUntil(() => activeIn(page) === 'code');
    expect(await page.arrived('challenge')).to.have.length(0);
  });

  it('lists the errors one a line in less than half of a phone’s screen', async () => {
    await setViewport({ width: 360, height: 740 });
    const page = await openRegistration();
    press(page, REGISTRATION_WORDS.submit);
    await read(page, WORDS.form.summary(LEGAL_FIELDS + REGISTRATION_IDS.length + 1));
    const summary = rootOf(page).querySelector('#summary')!;
    expect(summary.getBoundingClientRect().height).to.be.at.most(300);
    const tops = [...summary.querySelectorAll('button')].map((link) => link.getBoundingClientRect().top);
    for (const [index, top] of tops.slice(1).entries()) expect(top - tops[index]!).to.be.at.least(28);
  });

  it('has its button under the fields, where they begin', async () => {
    await setViewport({ width: 1366, height: 625 });
    const page = await openRegistration({}, { 'privacy-url': '/privacy' });
    const left = (selector: string): number =>
      rootOf(page).querySelector(selector)!.getBoundingClientRect().left;
    expect(left('.primary')).to.equal(left('input'));
    expect(left('.consent')).to.equal(left('input'));
  });

  it('has the narrow apostrophe of English in its labels', async () => {
    const page = await openRegistration({}, { locale: 'en' });
    const label = [...rootOf(page).querySelectorAll('label')].find(({ innerText }) =>
      innerText.includes('’'),
    )!;
    const words = document.createNodeIterator(label, NodeFilter.SHOW_TEXT);
    let word: Node | null;
    do word = words.nextNode();
    while (!word!.textContent!.includes('’'));
    const at = document.createRange();
    const start = word!.textContent!.indexOf('’');
    at.setStart(word!, start);
    at.setEnd(word!, start + 1);
    const { width } = at.getBoundingClientRect();
    expect(width).to.be.below(parseFloat(getComputedStyle(label).fontSize) / 2);
  });

  it('shows the BFF’s errors at their fields, and keeps everything', async () => {
    const errors = [
      { path: 'unit.code', code: 'bad-check-digit' as const },
      { path: 'email', code: 'bad-format' as const },
    ];
    const page = await openProven({ register: [problem(422, 'invalid-fields', { errors })] });
    press(page, REGISTRATION_WORDS.submit);
    await read(page, WORDS.form.summary(2));
    expect(text(page))
      .to.include(registrationError('unit.code', 'bad-check-digit'))
      .and.include(registrationError('email', 'bad-format'));
    expect(text(page)).to.include(REGISTRATION_WORDS.proven);
    expect(field(page, 'legalRepresentative.name').value).to.equal(LEGAL.name);
  });

  it('shows ID and phone numbers in groups, also after sending', async () => {
    const page = await openProven();
    const shown = (): string[] =>
      ['unit.code', 'legalRepresentative.idNumber', 'phone'].map((path) => field(page, path).value);
    expect(shown()).to.deep.equal([UNIT.code, '110105 19491231 002X', '138 0013 8000']);
    press(page, REGISTRATION_WORDS.submit);
    await read(page, TITLES.registered);
    expect(shown()[1], 'readable: the user must check it').to.equal('110105 19491231 002X');
  });

  it('has the attributes for autofill and phone keyboards', async () => {
    const page = await openRegistration();
    const asked = (path: string): string[] => [field(page, path).autocomplete, field(page, path).inputMode];
    expect(asked('unit.name')).to.deep.equal(['organization', 'text']);
    expect(asked('unit.code')).to.deep.equal(['off', 'text']);
    expect(asked('legalRepresentative.name')).to.deep.equal(['name', 'text']);
    expect(asked('legalRepresentative.idNumber')).to.deep.equal(['off', 'text']);
    expect(asked('email')).to.deep.equal(['email', 'email']);
    expect(asked('phone')).to.deep.equal(['tel', 'tel']);
    expect(asked('code')).to.deep.equal(['one-time-code', 'numeric']);
  });

  it('sends once when the button is pressed repeatedly, and says when it takes long', async () => {
    const page = await openProven({
      register: [{ body: { outcome: 'certified', assertion: 'x' }, delay: 3400 }],
    });
    const { width } = button(page, REGISTRATION_WORDS.submit).getBoundingClientRect();
    press(page, REGISTRATION_WORDS.submit);
    press(page, REGISTRATION_WORDS.submit);
    await read(page, WORDS.form.sending);
    expect(button(page, WORDS.form.sending).getBoundingClientRect().width).to.equal(width);
    expect(field(page, 'email').readOnly).to.equal(true);
    press(page, WORDS.form.sending);
    await read(page, WORDS.form.slow);
    await read(page, TITLES.registered);
    expect(await page.arrived('register')).to.have.length(1);
  });

  it('submits with Enter, but not with the Enter that ends a composition', async () => {
    const page = await openProven();
    const input = field(page, 'email');
    const init = { key: 'Enter', bubbles: true, cancelable: true, composed: true };
    expect(input.dispatchEvent(new KeyboardEvent('keydown', { ...init, isComposing: true }))).to.equal(false);
    input.focus();
    await sendKeys({ press: 'Enter' });
    await read(page, TITLES.registered);
    expect(await page.arrived('register')).to.have.length(1);
  });

  it('copies a document number without its groups', async () => {
    const page = await openProven();
    const input = field(page, 'legalRepresentative-idNumber');
    input.focus();
    field(page, 'email').focus();
    await waitUntil(() => input.value.includes(' '));
    input.focus();
    input.select();
    const clipboardData = new DataTransfer();
    const init = { clipboardData, bubbles: true, composed: true, cancelable: true };
    expect(input.dispatchEvent(new ClipboardEvent('copy', init))).to.equal(false);
    expect(clipboardData.getData('text/plain')).to.equal(LEGAL.idNumber);
  });

  it('reaches the portal’s fields, its own fields and the buttons in order', async () => {
    const page = await openRegistration({}, {}, '<input id="login" />');
    document.getElementById('login')!.focus();
    const stops = [
      ...UNIT_IDS.map(idOf),
      'legal-representative',
      ...Object.keys(legalTexts()).map(idOf),
      ...CONTACT_IDS.map(idOf),
      'get-code',
      'code',
      REGISTRATION_WORDS.submit,
    ];
    for (const stop of stops) {
      await sendKeys({ press: 'Tab' });
      const { id, value, innerText } = rootOf(page).activeElement as HTMLInputElement;
      expect(id || value || innerText.trim().split('\n')[0]).to.equal(stop);
    }
  });

  it('shows everything at once in large, with bigger text and targets', async () => {
    const page = await openRegistration({}, { appearance: 'large' });
    expect(getComputedStyle(rootOf(page).querySelector('section')!).fontSize).to.equal('20px');
    for (const target of rootOf(page).querySelectorAll('button, [part~="input"], [part~="choice"]'))
      expect(target.getBoundingClientRect().height).to.be.at.least(56);
    expect(text(page)).not.to.include(WORDS.form.step(1, 4));
  });

  it('follows a change of the language, and keeps the typed values', async () => {
    const page = await openRegistration();
    type(page, 'unit.name', UNIT.name);
    page.element.locale = 'en';
    await read(page, 'Organization name');
    expect(text(page)).to.include('Get a code').and.include('Register');
    page.element.locale = 'zh-Hant';
    await read(page, '單位名稱');
    expect(field(page, 'unit.name').value).to.equal(UNIT.name);
    expect(rootOf(page).querySelector('section')!.lang).to.equal('zh-Hant');
  });

  it('fits into 320 pixels', async () => {
    const page = await openRegistration({}, { locale: 'en', appearance: 'large' });
    page.element.style.width = '320px';
    await page.element.updateComplete;
    const section = rootOf(page).querySelector('section')!;
    expect(section.scrollWidth).to.be.at.most(320);
    for (const each of rootOf(page).querySelectorAll('button, input, p'))
      expect(each.getBoundingClientRect().right).to.be.at.most(section.getBoundingClientRect().right);
  });
});
