import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { fieldsOf } from '../../../bff/contract/forms.ts';
import { bodyOf, openForm, openPage, cleanUp, openFilledForm } from '../support/page.ts';
import {
  active,
  AGENT,
  button,
  chooseAgent,
  fill,
  fillAgent,
  fillLegal,
  input,
  LEGAL,
  press,
  query,
  rootOf,
  see,
  shown,
} from '../support/user.ts';
import { answered, formOf, problem, statusOf } from '../support/scripted.ts';
import { AGENT_FIELDS, LEGAL_FIELDS } from '../../support/fields.ts';
import { TITLES, WORDS, labelOf, requiredOf, withAnyDigits } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const { error } = WORDS.form;
const NAME = labelOf('legalRepresentative.name');
const FUTURE = error('date', 'in-the-future', labelOf('foundedOn'), 0);

describe('form', () => {
  afterEach(cleanUp);

  it('asks in the order of the manual, with hints, and starts at the first field', async () => {
    const { element } = await openForm();
    const words = [
      '江苏示例科技有限公司',
      WORDS.form.required,
      labelOf('legalRepresentative.name'),
      WORDS.form.fields['legalRepresentative.name'].hint,
      labelOf('legalRepresentative.idNumber'),
      WORDS.form.fields['legalRepresentative.idNumber'].hint,
      labelOf('foundedOn'),
      WORDS.form.fields.foundedOn.hint,
      WORDS.form.fields.applicant.label,
      WORDS.form.fields.applicant.options['legal-representative'].hint,
      WORDS.form.fields.applicant.options.agent.hint,
      WORDS.form.submit,
    ];
    const places = words.map((word) => shown(element).indexOf(word));
    expect(Math.min(...places)).to.be.at.least(0);
    expect(places).to.deep.equal([...places].sort((a, b) => a - b));
    expect(query<HTMLInputElement>(element, '[value="legal-representative"]').checked).to.equal(true);
    expect(element.shadowRoot!.activeElement).to.equal(input(element, 'legalRepresentative.name'));
  });

  for (const appearance of ['', 'large'])
    it(`asks a public institution for no founding date, and sends none; appearance="${appearance}"`, async () => {
      const unit = { code: '12320100MA1DEM015L', name: '示例小学' };
      const form = { fields: fieldsOf('institutions').map(({ id }) => id), source: 'institutions' as const };
      const status = [{ body: statusOf('uncertified', { unit, form }) }];
      const page = await openPage({ open: '', appearance }, { status, submit: [answered('certified')] });
      const { element } = page;
      await see(element, TITLES.form);
      for (const path of ['legalRepresentative.name', 'legalRepresentative.idNumber']) {
        fill(element, path, path.endsWith('name') ? LEGAL.name : LEGAL.idNumber);
        if (!appearance) continue;
        press(element, WORDS.form.next);
        await element.updateComplete;
      }
      expect(element.shadowRoot!.querySelector('#foundedOn')).to.equal(null);
      press(element, WORDS.form.submit);
      expect(await bodyOf(page)).to.deep.equal({
        applicant: 'legal-representative',
        legalRepresentative: { name: LEGAL.name, idNumber: LEGAL.idNumber },
      });
    });

  it('keeps focus, caret and field when the status brings a field above, or takes it away', async () => {
    const unit = { code: '12320100MA1DEM015L', name: '示例小学' };
    const statusWith = (source: 'institutions' | 'market') => ({
      body: statusOf('uncertified', { unit, form: formOf(source) }),
    });
    const page = await openPage({ open: '' }, { status: [statusWith('institutions')] });
    const { element } = page;
    await see(element, TITLES.form);
    await chooseAgent(element);
    fill(element, 'agent.name', AGENT.name);
    const field = input(element, 'agent.name');
    field.focus();
    field.setSelectionRange(1, 1);
    for (const source of ['market', 'institutions'] as const) {
      await page.script({ status: [statusWith(source)] });
      await element.refresh();
      await element.updateComplete;
      expect(!!rootOf(element).getElementById('foundedOn')).to.equal(source === 'market');
      expect(active(page)).to.equal(field);
      expect(field.selectionStart).to.equal(1);
      expect(input(element, 'agent.name')).to.equal(field);
    }
  });

  it('shows the two fields of a public institution in one row, with the identities below', async () => {
    await setViewport({ width: 1366, height: 625 });
    const unit = { code: '12320100MA1DEM015L', name: '示例小学' };
    const form = { fields: fieldsOf('institutions').map(({ id }) => id), source: 'institutions' as const };
    const status = [{ body: statusOf('uncertified', { unit, form }) }];
    const { element } = await openPage({ open: '' }, { status, submit: [] });
    await see(element, TITLES.form);
    const boxOf = (path: string) => input(element, path).getBoundingClientRect();
    const [name, number] = [boxOf('legalRepresentative.name'), boxOf('legalRepresentative.idNumber')];
    expect(number.top).to.equal(name.top);
    const identities = element.shadowRoot!.querySelector('fieldset')!.getBoundingClientRect();
    expect(identities.top).to.be.within(name.bottom, name.bottom + 40);
    expect(identities.right).to.equal(number.right);
  });

  it('sends the typed values in the contract’s form', async () => {
    const page = await openFilledForm({ submit: [answered('certified')] });
    fill(page.element, 'legalRepresentative.idNumber', '11010519491231002x');
    fill(page.element, 'foundedOn', '2001年5月18日');
    press(page.element, WORDS.form.submit);
    expect(await bodyOf(page)).to.deep.equal({
      legalRepresentative: { name: LEGAL.name, idNumber: LEGAL.idNumber },
      foundedOn: LEGAL.foundedOn,
      applicant: 'legal-representative',
    });
  });

  it('asks only an agent for the agent’s name and number', async () => {
    const page = await openFilledForm({ submit: [answered('certified')] });
    await chooseAgent(page.element);
    press(page.element, WORDS.form.submit);
    await see(page.element, WORDS.form.summary(AGENT_FIELDS));
    fillAgent(page.element);
    press(page.element, WORDS.form.submit);
    expect(await bodyOf(page)).to.deep.include({ applicant: 'agent', agent: AGENT });
  });

  for (const typed of ['2001-05-18', '2001/5/18', '20010518', '2001年5月18日', '２００１．５．１８'])
    it(`accepts the date ${typed} and shows it as 2001-05-18`, async () => {
      const { element } = await openForm();
      fill(element, 'foundedOn', typed);
      await element.updateComplete;
      expect(input(element, 'foundedOn').value).to.equal('2001-05-18');
      expect(input(element, 'foundedOn').getAttribute('aria-invalid')).to.equal('false');
    });

  const mistakes: [string, string, string][] = [
    ['legalRepresentative.idNumber', '110105194912310021', error('number', 'bad-check-digit', '', 18)],
    ['legalRepresentative.idNumber', '123', error('number', 'too-short', '', 3)],
    ['legalRepresentative.idNumber', '1101051949#1', error('number', 'bad-characters', '', 12)],
    ['foundedOn', '去年', error('date', 'bad-date', '', 0)],
    ['foundedOn', '2001-02-30', error('date', 'no-such-day', '', 0)],
    ['foundedOn', '18-05-2001', error('date', 'bad-date', '', 0)],
    ['legalRepresentative.idNumber', '11010519491231002', error('number', 'resident-length', '', 17)],
    ['legalRepresentative.name', '张3', error('name', 'digit-in-name', NAME, 0)],
    ['foundedOn', '2999-01-01', FUTURE],
    ['legalRepresentative.name', '长'.repeat(101), error('name', 'too-long', NAME, 101)],
  ];
  for (const [path, typed, message] of mistakes)
    it(`shows at the field: ${message} (${typed.slice(0, 12)})`, async () => {
      const { element } = await openForm();
      fill(element, path, typed);
      await see(element, message);
      const field = input(element, path);
      expect(field.getAttribute('aria-invalid')).to.equal('true');
      const described = field.getAttribute('aria-describedby')!.split(' ');
      expect(described.map((id) => query(element, `#${id}`).innerText).join()).to.include(message);
      fillLegal(element);
      await element.updateComplete;
      expect(shown(element)).not.to.include(message);
    });

  it('describes each input by its hint', async () => {
    const { element } = await openForm();
    await chooseAgent(element);
    const descriptionOf = (field: Element) =>
      (field.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => rootOf(element).getElementById(id)?.innerText)
        .join();
    for (const { id } of fieldsOf('market')) {
      const words = WORDS.form.fields[id];
      if ('options' in words)
        for (const [value, option] of Object.entries(words.options))
          expect(descriptionOf(query(element, `[name="${id}"][value="${value}"]`)), value).to.include(
            option!.hint,
          );
      else expect(descriptionOf(input(element, id)), id).to.include(words.hint);
    }
  });

  it('announces the error of a field to users who do not see it', async () => {
    const { element } = await openForm();
    const region = query(element, '#foundedOn-error');
    expect(region.getAttribute('aria-live')).to.equal('polite');
    fill(element, 'foundedOn', '2999-01-01');
    await waitUntil(() => region.innerText);
    expect(query(element, '#foundedOn-error'), 'a region that was there before').to.equal(region);
  });

  it('shows no error at an empty field that the user only passes', async () => {
    const { element } = await openForm();
    fill(element, 'legalRepresentative.name', '');
    await element.updateComplete;
    expect(query(element, '[aria-invalid="false"]')).to.exist;
    for (const path of ['legalRepresentative.name', 'legalRepresentative.idNumber', 'foundedOn'] as const)
      expect(shown(element)).not.to.include(requiredOf(path));
  });

  it('counts several errors at the top and leads to each', async () => {
    const page = await openForm();
    press(page.element, WORDS.form.submit);
    await see(page.element, WORDS.form.summary(LEGAL_FIELDS));
    await waitUntil(() => active(page)?.id === 'summary');
    press(page.element, requiredOf('legalRepresentative.idNumber'));
    await waitUntil(() => active(page) === input(page.element, 'legalRepresentative.idNumber'));
    expect(await page.arrived('submit')).to.have.length(0);
  });

  it('leads to the field when there is only one error', async () => {
    const page = await openFilledForm();
    fill(page.element, 'foundedOn', '');
    press(page.element, WORDS.form.submit);
    await see(page.element, requiredOf('foundedOn'));
    expect(shown(page.element)).not.to.match(withAnyDigits(WORDS.form.summary(1)));
    await waitUntil(() => active(page) === input(page.element, 'foundedOn'));
  });

  it('shows the server’s errors at their fields', async () => {
    const errors = [
      { path: 'legalRepresentative.name', code: 'bad-characters' as const },
      { path: 'foundedOn', code: 'in-the-future' as const },
    ];
    const page = await openFilledForm({ submit: [problem(422, 'invalid-fields', { errors })] });
    press(page.element, WORDS.form.submit);
    await see(page.element, FUTURE);
    await see(page.element, error('name', 'bad-characters', NAME, 0));
    await waitUntil(() => active(page)?.id === 'summary');
    expect(input(page.element, 'legalRepresentative.name').value).to.equal(LEGAL.name);
  });

  it('groups a number that was pasted with separators by its own groups', async () => {
    const page = await openFilledForm({ submit: [answered('certified')] });
    fill(page.element, 'legalRepresentative.idNumber', '1101-0519-4912-3100 2x');
    const field = input(page.element, 'legalRepresentative.idNumber');
    await waitUntil(() => field.value === '110105 19491231 002X');
    press(page.element, WORDS.form.submit);
    expect(await bodyOf(page)).to.deep.include({
      legalRepresentative: { name: LEGAL.name, idNumber: LEGAL.idNumber },
    });
  });

  it('keeps numbers readable, focus and identity while it is being sent', async () => {
    const page = await openFilledForm({ submit: [{ ...answered('certified'), delay: 300 }] });
    const radio = query<HTMLInputElement>(page.element, '[value="legal-representative"]');
    radio.focus();
    query<HTMLFormElement>(page.element, 'form').requestSubmit();
    await see(page.element, WORDS.form.sending);
    expect(input(page.element, 'legalRepresentative.idNumber').value).to.equal('110105 19491231 002X');
    expect(active(page)).to.equal(radio);
    query<HTMLInputElement>(page.element, '[value="agent"]').click();
    expect(radio.checked).to.equal(true);
    await see(page.element, TITLES.certified);
    expect(await bodyOf(page)).to.deep.include({ applicant: 'legal-representative' });
  });

  it('turns autofill off for numbers, and offers the user’s own name', async () => {
    const { element } = await openForm();
    const autocomplete = (path: string) => input(element, path).autocomplete;
    expect(autocomplete('legalRepresentative.name')).to.equal('name');
    expect(autocomplete('legalRepresentative.idNumber')).to.equal('off');
    expect(input(element, 'legalRepresentative.idNumber').spellcheck).to.equal(false);
    await chooseAgent(element);
    expect(autocomplete('legalRepresentative.name')).to.equal('off');
    expect(autocomplete('agent.name')).to.equal('name');
  });

  it('submits once however often the button is pressed, and keeps its width', async () => {
    const page = await openFilledForm({ submit: [{ ...answered('certified'), delay: 200 }] });
    const submit = button(page.element, WORDS.form.submit);
    const { width } = submit.getBoundingClientRect();
    submit.click();
    submit.click();
    await see(page.element, WORDS.form.sending);
    button(page.element, WORDS.form.sending).click();
    expect(button(page.element, WORDS.form.sending).getBoundingClientRect().width).to.equal(width);
    await see(page.element, TITLES.certified);
    expect(await page.arrived('submit')).to.have.length(1);
  });

  it('says after 3 s that sending can take up to 10', async () => {
    const page = await openFilledForm({ submit: [{ ...answered('certified'), delay: 3400 }] });
    press(page.element, WORDS.form.submit);
    await see(page.element, WORDS.form.sending);
    expect(shown(page.element)).not.to.include(WORDS.form.slow);
    await see(page.element, WORDS.form.slow);
    await see(page.element, TITLES.certified);
  });

  it('cannot be left while it is being sent', async () => {
    const page = await openFilledForm({ submit: [{ ...answered('certified'), delay: 200 }] });
    press(page.element, WORDS.form.submit);
    await page.element.updateComplete;
    query<HTMLDialogElement>(page.element, 'dialog').close();
    await see(page.element, TITLES.certified);
  });

  for (const end of ['pointercancel', 'pointermove'])
    it(`shows an error when the end of a press was lost in a drag or a menu: ${end}`, async () => {
      const { element } = await openForm();
      const path = 'legalRepresentative.idNumber';
      const form = query(element, 'form');
      input(element, path).focus();
      form.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, composed: true, buttons: 1 }));
      fill(element, path, '123');
      await element.updateComplete;
      expect(input(element, path).ariaInvalid, 'nothing moves under a press').to.equal('false');
      form.dispatchEvent(new PointerEvent(end, { bubbles: true, composed: true, buttons: 1 }));
      form.dispatchEvent(new PointerEvent(end, { bubbles: true, composed: true, buttons: 0 }));
      await see(element, error('number', 'too-short', '', 3));
    });

  it('links the personal data notice', async () => {
    const { element } = await openForm({ 'privacy-url': '/privacy' });
    expect(query<HTMLAnchorElement>(element, 'a').innerText).to.equal(WORDS.form.privacy);
    expect(query<HTMLAnchorElement>(element, 'a').getAttribute('href')).to.equal('/privacy');
  });
});
