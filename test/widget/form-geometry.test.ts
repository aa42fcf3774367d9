/** What can be seen of the form, measured: in a low window, a narrow dialog, and on a phone. */
import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import type { UnitCertification } from '../../widget/unit-certification.ts';
import { cleanUp, openFilledForm, openForm } from './support/page.ts';
import { AGENT, button, chooseAgent, fill, fillLegal, input, press, query, see } from './support/user.ts';
import { WORDS } from '../support/words.ts';

const SIZES: readonly [width: number, height: number][] = [
  [1366, 625],
  [640, 720],
  [360, 640],
];
const ALL = [
  'legalRepresentative.name',
  'legalRepresentative.idNumber',
  'foundedOn',
  'agent.name',
  'agent.idNumber',
];

const box = (element: Element): DOMRect => element.getBoundingClientRect();

/** Of a field with its label and its error. */
const fieldOf = (element: Element, path: string): Element => input(element, path).closest('.field')!;

/** Whether all of it stands between the title and the actions. */
function isInView(element: Element, place: Element): boolean {
  const [{ top, bottom }, middle] = [box(place), box(query(element, '.middle'))];
  return top >= middle.top - 1 && bottom <= middle.bottom + 1;
}

const becomesSeen = (element: Element, place: () => Element, what: string): Promise<void> =>
  waitUntil(() => isInView(element, place()), `${what} is not in view`, { timeout: 5000 });

const wrong = (element: Element, path: string): boolean =>
  input(element, path).getAttribute('aria-invalid') === 'true';

async function clickOn(place: Element, atX = 0.5): Promise<void> {
  const { left, top, width, height } = box(place);
  await sendMouse({
    type: 'click',
    position: [Math.round(left + width * atX), Math.round(top + height / 2)],
  });
}

async function opened(width: number, height: number): Promise<UnitCertification> {
  await setViewport({ width, height });
  const { element } = await openForm({ 'privacy-url': '/privacy' });
  return element;
}

describe('the form, measured', () => {
  afterEach(cleanUp);
  after(() => setViewport({ width: 800, height: 600 }));

  for (const appearance of ['standard', 'large'])
    it(`cuts no label when the agent’s fields come, with help below them: 1366×625, ${appearance}`, async () => {
      await setViewport({ width: 1366, height: 625 });
      const { element } = await openFilledForm({}, { 'privacy-url': '/privacy' });
      element.appearance = appearance as 'standard' | 'large';
      const help = document.createElement('div');
      help.slot = 'help';
      help.innerHTML = '<p>怎样填写</p><p>咨询电话：12333</p><p>工作日 9:00 至 17:00</p>';
      element.append(help);
      for (let step = 1; appearance === 'large' && step < 4; step++) {
        await see(element, WORDS.form.step(step, 4));
        press(element, WORDS.form.next);
      }
      await chooseAgent(element);
      for (const path of ['agent.name', 'agent.idNumber'])
        await becomesSeen(element, () => fieldOf(element, path), path);
      for (const label of element.shadowRoot!.querySelectorAll('label, legend'))
        if (label.checkVisibility()) expect(isInView(element, label), label.textContent!).to.equal(true);
      cleanUp();
    });

  for (const [width, height] of SIZES) {
    it(`${width}×${height}: brings the agent’s fields into view, and says so`, async () => {
      const element = await opened(width, height);
      const live = query(element, 'fieldset [role="status"]');
      expect(live.innerText.trim()).to.equal('');
      await chooseAgent(element);
      expect(live.innerText).to.equal(WORDS.form.agentToo);
      for (const path of ['agent.name', 'agent.idNumber'])
        await becomesSeen(element, () => fieldOf(element, path), path);
    });

    it(`${width}×${height}: an error is in view, sent by Enter`, async () => {
      const element = await opened(width, height);
      await chooseAgent(element);
      fillLegal(element);
      fill(element, 'agent.name', AGENT.name);
      fill(element, 'agent.idNumber', AGENT.idNumber);
      for (const path of ALL) {
        const right = input(element, path).value;
        fill(element, path, '');
        // From the field that is farthest away.
        const from = input(element, path === ALL[0] ? ALL[4]! : ALL[0]!);
        from.focus();
        await sendKeys({ press: 'Enter' });
        await waitUntil(
          () => wrong(element, path) && element.shadowRoot!.activeElement?.id === path.replace('.', '-'),
        );
        await becomesSeen(element, () => fieldOf(element, path), path);
        fill(element, path, right);
        await waitUntil(() => !wrong(element, path));
      }
    });

    it(`${width}×${height}: an error is in view, left by Tab, and so is where Tab leads`, async () => {
      const element = await opened(width, height);
      await chooseAgent(element);
      button(element, WORDS.form.submit).focus();
      input(element, ALL[0]!).focus();
      const wrongly = ['张', '123', '2001-02-30', '李', '123'];
      for (const [index, path] of ALL.entries()) {
        if (path === 'agent.name') input(element, path).focus(); // the identity lies between
        await waitUntil(() => element.shadowRoot!.activeElement === input(element, path));
        await becomesSeen(element, () => fieldOf(element, path), path);
        await sendKeys({ type: wrongly[index]! });
        await sendKeys({ press: 'Tab' });
        await waitUntil(() => wrong(element, path));
        await becomesSeen(element, () => query(element, `#${path.replace('.', '-')}-error .error`), path);
        const { activeElement } = element.shadowRoot!;
        if (activeElement?.closest('.middle'))
          await becomesSeen(element, () => activeElement, `what follows ${path}`);
      }
    });

    it(`${width}×${height}: an error is in view, left by the mouse; nothing moves under a press`, async () => {
      const element = await opened(width, height);
      fillLegal(element, { name: '张' });
      input(element, 'foundedOn').focus();
      await sendKeys({ type: '去年' });
      const radio = query<HTMLInputElement>(element, '[value="agent"]');
      radio.closest('.choice')!.scrollIntoView({ block: 'nearest' });
      await clickOn(radio.closest('.choice')!);
      await waitUntil(() => wrong(element, 'foundedOn'));
      expect(radio.checked, 'the press has met what it was aimed at').to.equal(true);
      await becomesSeen(element, () => fieldOf(element, 'agent.idNumber'), 'what the choice adds');
      press(element, WORDS.form.submit);
      await see(element, WORDS.form.summary(4));
      await becomesSeen(element, () => query(element, '.summary'), 'the summary');
      const { error, fields } = WORDS.form;
      for (const label of [
        error('name', 'too-short', fields['legalRepresentative.name'].label, 1),
        error('number', 'required', fields['agent.idNumber'].label, 0),
      ]) {
        const link = [...element.shadowRoot!.querySelectorAll<HTMLElement>('.summary button')].find(
          ({ innerText }) => innerText.includes(label),
        )!;
        link.scrollIntoView({ block: 'nearest' });
        await clickOn(link, 0.1);
        await waitUntil(() => element.shadowRoot!.activeElement?.matches('input[aria-invalid="true"]'));
        const { activeElement } = element.shadowRoot!;
        await becomesSeen(element, () => activeElement!.closest('.field')!, label);
      }
    });

    it(`${width}×${height}: title and actions stay, wherever the form is scrolled`, async () => {
      const element = await opened(width, height);
      await chooseAgent(element);
      for (const top of [0, 10_000]) {
        query(element, '.middle').scrollTop = top;
        for (const place of [
          query(element, '#title'),
          button(element, WORDS.form.submit),
          button(element, WORDS.form.cancel),
        ]) {
          const { x, y, width: wide, height: high } = box(place);
          const [middleX, middleY] = [x + wide / 2, y + high / 2];
          expect(middleY).to.be.within(0, height);
          expect(place.contains(element.shadowRoot!.elementFromPoint(middleX, middleY))).to.equal(true);
        }
      }
    });
  }
});
