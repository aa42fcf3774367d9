import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { bodyOf, cleanUp, openFilledForm, openForm, openPage, openSubmitted } from '../support/page.ts';
import {
  chooseAgent,
  fill,
  fillAgent,
  input,
  LEGAL,
  press,
  query,
  see,
  seeNothing,
  shown,
} from '../support/user.ts';
import { becomesSeen } from '../support/visible.ts';
import { answered, problem, statusOf } from '../support/scripted.ts';
import { LEGAL_FIELDS } from '../../support/fields.ts';
import { TITLES, WORDS, labelOf, requiredOf } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const CONSENT = WORDS.form.consent(WORDS.form.submit);

/** The buttons of the step, in reading order. */
const buttons = (element: Element): string[] =>
  [...element.shadowRoot!.querySelectorAll<HTMLElement>('[part~="actions"] button')].map(({ innerText }) =>
    innerText.trim(),
  );

describe('form, large', () => {
  afterEach(cleanUp);

  it('can be left in every step, has as many steps for both identities, and asks for consent in the last one', async () => {
    const { element } = await openFilledForm({}, { 'privacy-url': '/privacy' });
    element.appearance = 'large';
    for (const step of [1, 2, 3]) {
      await see(element, WORDS.form.step(step, 4));
      expect(buttons(element)).to.deep.equal(
        step > 1
          ? [WORDS.form.cancel, WORDS.form.previous, WORDS.form.next]
          : [WORDS.form.cancel, WORDS.form.next],
      );
      expect(shown(element)).not.to.include(WORDS.form.privacy);
      press(element, WORDS.form.next);
    }
    await see(element, WORDS.form.step(4, 4));
    expect(shown(element)).to.include(`${CONSENT}${WORDS.form.privacy}`);
    await chooseAgent(element);
    await see(element, labelOf('agent.name'));
    await see(element, WORDS.form.step(4, 4));
    press(element, WORDS.form.submit);
    await see(element, requiredOf('agent.name'));
    press(element, WORDS.form.cancel);
    await seeNothing(element);
  });

  it('shows a step’s own errors, also those that were found in standard type', async () => {
    const { element } = await openForm();
    press(element, WORDS.form.submit);
    await see(element, WORDS.form.summary(LEGAL_FIELDS));
    element.appearance = 'large';
    await see(element, WORDS.form.step(1, 4));
    expect(shown(element))
      .to.include(requiredOf('legalRepresentative.name'))
      .and.not.include(WORDS.form.summary(LEGAL_FIELDS));
    expect(element.shadowRoot!.activeElement === input(element, 'legalRepresentative.name')).to.equal(true);
    element.appearance = 'standard';
    await see(element, WORDS.form.summary(LEGAL_FIELDS));
  });

  it('keeps the error visible when the type size changes, and changes back', async () => {
    const { element } = await openFilledForm();
    const noSuchDay = WORDS.form.error('date', 'no-such-day', '', 0);
    fill(element, 'foundedOn', '2001-02-30');
    await see(element, noSuchDay);
    for (const [appearance, words] of [
      ['large', WORDS.form.step(3, 4)],
      ['standard', WORDS.form.required],
    ] as const) {
      element.appearance = appearance;
      await see(element, words);
      expect(shown(element)).to.include(noSuchDay);
      await becomesSeen(() => query(element, '#foundedOn-error [part~="error"]'), appearance);
      await waitUntil(() => element.shadowRoot!.activeElement === input(element, 'foundedOn'));
    }
  });

  it('keeps the field that has the focus when the type size changes', async () => {
    const { element } = await openFilledForm();
    input(element, 'legalRepresentative.idNumber').focus();
    element.appearance = 'large';
    await see(element, WORDS.form.step(2, 4));
    await waitUntil(
      () => element.shadowRoot!.activeElement === input(element, 'legalRepresentative.idNumber'),
    );
  });

  it('counts the last step when the type size changes meanwhile', async () => {
    const { element } = await openSubmitted({ submit: [{ ...answered('certified'), delay: 5000 }] });
    await see(element, WORDS.form.sending);
    element.appearance = 'large';
    await see(element, WORDS.form.step(4, 4));
    expect(shown(element)).to.include(WORDS.form.sending);
  });

  it('prints all filled-in values', async () => {
    const { element } = await openFilledForm();
    element.appearance = 'large';
    await see(element, WORDS.form.step(1, 4));
    const isSeen = (path: string): boolean => input(element, path).checkVisibility();
    const fields = ['legalRepresentative.name', 'legalRepresentative.idNumber', 'foundedOn'];
    expect(fields.map(isSeen)).to.deep.equal([true, false, false]);
    await emulateMedia({ media: 'print' });
    expect(fields.map(isSeen)).to.deep.equal([true, true, true]);
    expect(fields.map((path) => input(element, path).value)).to.deep.equal([
      LEGAL.name,
      '110105 19491231 002X',
      LEGAL.foundedOn,
    ]);
    expect(shown(element))
      .to.include(WORDS.form.fields.applicant.label)
      .and.not.to.include(WORDS.form.step(1, 4));
    await emulateMedia({ media: 'screen' });
  });

  it('asks one thing at a time, and goes back', async () => {
    const page = await openPage({ open: '', appearance: 'large' }, { submit: [answered('certified')] });
    const { element } = page;
    await see(element, WORDS.form.step(1, 4));
    press(element, WORDS.form.next);
    await see(element, requiredOf('legalRepresentative.name'));
    fill(element, 'legalRepresentative.name', LEGAL.name);
    press(element, WORDS.form.next);
    await see(element, WORDS.form.step(2, 4));
    expect(input(element, 'legalRepresentative.idNumber').value).to.equal('');
    fill(element, 'legalRepresentative.idNumber', LEGAL.idNumber);
    press(element, WORDS.form.previous);
    await see(element, WORDS.form.step(1, 4));
    expect(input(element, 'legalRepresentative.name').value).to.equal(LEGAL.name);
    press(element, WORDS.form.next);
    await see(element, WORDS.form.step(2, 4));
    press(element, WORDS.form.next);
    await see(element, WORDS.form.step(3, 4));
    fill(element, 'foundedOn', '20010518');
    press(element, WORDS.form.next);
    await see(element, WORDS.form.fields.applicant.label);
    press(element, WORDS.form.submit);
    await see(element, TITLES.certified);
    expect(await bodyOf(page)).to.deep.include({ foundedOn: LEGAL.foundedOn });
  });

  it('opens the step with the server’s error', async () => {
    const errors = [{ path: 'foundedOn', code: 'bad-date' as const }];
    const { element } = await openPage(
      { open: '', appearance: 'large' },
      { submit: [problem(422, 'invalid-fields', { errors })], status: [{ body: statusOf('lapsed') }] },
    );
    await see(element, WORDS.form.step(1, 4));
    for (const [path, typed] of [
      ['legalRepresentative.name', LEGAL.name],
      ['legalRepresentative.idNumber', LEGAL.idNumber],
      ['foundedOn', LEGAL.foundedOn],
    ] as const) {
      await waitUntil(() => shown(element) && input(element, path).checkVisibility());
      fill(element, path, typed);
      press(element, WORDS.form.next);
    }
    await see(element, WORDS.form.fields.applicant.label);
    press(element, WORDS.form.submit);
    await see(element, WORDS.form.error('date', 'bad-date', '', 0));
    await waitUntil(() => element.shadowRoot!.activeElement === input(element, 'foundedOn'));
    fill(element, 'foundedOn', '2001-05-19');
    press(element, WORDS.form.review.done);
    await see(element, WORDS.form.review.hint);
  });
});

describe('form, large, after a refusal', () => {
  afterEach(cleanUp);

  const { change, done, hint } = WORDS.form.review;
  const mismatch = answered('rejected', { reason: 'registry-mismatch' });

  const openRefused = async (submit = [mismatch, answered('certified')]) => {
    const page = await openSubmitted({ submit }, { 'privacy-url': '/privacy' });
    await see(page.element, TITLES.rejected);
    page.element.appearance = 'large';
    press(page.element, WORDS.results.back);
    await see(page.element, hint);
    return page;
  };

  /** The answers, each with its label. */
  const answers = (element: Element): string[][] =>
    [...element.shadowRoot!.querySelectorAll('.review > div')].map((row) =>
      [...row.querySelectorAll<HTMLElement>('dt, dd')].slice(0, 2).map(({ innerText }) => innerText.trim()),
    );

  it('lists the answers, and leads from a corrected one back to the list', async () => {
    const { element, arrived } = await openRefused();
    const { fields } = WORDS.form;
    expect(answers(element)).to.deep.equal([
      [fields['legalRepresentative.name'].label, LEGAL.name],
      [fields['legalRepresentative.idNumber'].label, '110105 19491231 002X'],
      [fields.foundedOn.label, LEGAL.foundedOn],
      [fields.applicant.label, fields.applicant.options['legal-representative'].label],
    ]);
    expect(buttons(element)).to.deep.equal([WORDS.form.cancel, WORDS.form.submit]);
    expect(shown(element)).to.include(`${CONSENT}${WORDS.form.privacy}`);
    press(element, `${change} ${fields.foundedOn.label}`);
    await waitUntil(() => element.shadowRoot!.activeElement === input(element, 'foundedOn'));
    expect(buttons(element)).to.deep.equal([WORDS.form.cancel, done]);
    expect(shown(element)).not.to.include(WORDS.form.privacy);
    fill(element, 'foundedOn', '2001-05-19');
    press(element, done);
    await see(element, hint);
    await waitUntil(() => element.shadowRoot!.activeElement === query(element, '#title'), 'the focus');
    expect(answers(element)[2]![1]).to.equal('2001-05-19');
    press(element, WORDS.form.submit);
    await see(element, TITLES.certified);
    const last = (await arrived('submit')).at(-1)!.body;
    expect(JSON.parse(last)).to.deep.include({ foundedOn: '2001-05-19' });
  });

  it('says what to do with the list apart from the unit’s code', async () => {
    const { element } = await openRefused();
    const bottomOf = (selector: string) => query(element, selector).getBoundingClientRect().bottom;
    const { top } = query(element, '.context .hint').getBoundingClientRect();
    expect(top - bottomOf('.context .unit')).to.be.at.least(8);
  });

  it('leads back only when the answer is right, and lists what a choice asks for', async () => {
    const { element } = await openRefused();
    const { fields } = WORDS.form;
    press(element, `${change} ${fields.applicant.label}`);
    await see(element, fields.applicant.options.agent.label);
    await chooseAgent(element);
    press(element, done);
    await see(element, requiredOf('agent.name'));
    fillAgent(element);
    press(element, done);
    await see(element, hint);
    expect(answers(element).map(([label]) => label)).to.include.members([
      labelOf('agent.name'),
      labelOf('agent.idNumber'),
    ]);
  });

  it('asks step by step again when an answer has gone', async () => {
    const { element } = await openSubmitted({ submit: [mismatch] });
    await see(element, TITLES.rejected);
    element.appearance = 'large';
    dispatchEvent(new Event('pagehide')); // clears the numbers
    press(element, WORDS.results.back);
    await see(element, WORDS.form.step(1, 4));
  });

  it('prints the fields, and not the list', async () => {
    const { element } = await openRefused();
    await emulateMedia({ media: 'print' });
    expect(query(element, '.review').checkVisibility()).to.equal(false);
    expect(input(element, 'foundedOn').checkVisibility()).to.equal(true);
    await emulateMedia({ media: 'screen' });
  });
});
