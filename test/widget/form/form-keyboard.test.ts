import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { openForm, cleanUp, openFilledForm, openPage } from '../support/page.ts';
import { active, button, LEGAL, fillLegal, input, see, seeNothing } from '../support/user.ts';
import { answered } from '../support/scripted.ts';
import { TITLES, WORDS } from '../../support/words.ts';

describe('form with the keyboard', () => {
  afterEach(cleanUp);

  it('submits with Enter, but not with the Enter that ends a composition', async () => {
    const page = await openFilledForm({ submit: [answered('certified')] });
    const field = input(page.element, 'foundedOn');
    const enter = (init: KeyboardEventInit & { keyCode?: number }): boolean =>
      field.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'Enter',
          bubbles: true,
          cancelable: true,
          composed: true,
          ...init,
        }),
      );
    expect(enter({ isComposing: true })).to.equal(false);
    expect(enter({ keyCode: 229 })).to.equal(false);
    expect(enter({})).to.equal(true);
    field.focus();
    await sendKeys({ press: 'Enter' });
    await see(page.element, TITLES.certified);
    expect(await page.arrived('submit')).to.have.length(1);
  });

  it('reaches fields and buttons in order, and stays inside', async () => {
    const page = await openForm();
    const order: string[] = [];
    for (let i = 0; i < 6; i++) {
      const element = active(page) as HTMLInputElement;
      order.push(element.id || element.value || element.innerText.trim());
      await sendKeys({ press: 'Tab' });
    }
    expect(order).to.deep.equal([
      'legalRepresentative-name',
      'legalRepresentative-idNumber',
      'foundedOn',
      'legal-representative',
      WORDS.form.cancel,
      WORDS.form.submit,
    ]);
  });

  it('selects a number that is reached by Tab, so that typing replaces it', async () => {
    const page = await openFilledForm();
    const field = input(page.element, 'legalRepresentative.idNumber');
    input(page.element, 'legalRepresentative.name').focus();
    await sendKeys({ press: 'Tab' });
    await page.element.updateComplete;
    await sendKeys({ type: '1234' });
    expect(field.value).to.equal('1234');
  });

  it('shows the focus also after a click', async () => {
    const { element } = await openPage();
    await see(element, TITLES.prompt);
    const { x, y } = button(element, WORDS.prompt.cancel).getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(x) + 8, Math.round(y) + 8] });
    await see(element, TITLES.notice);
    expect(getComputedStyle(button(element, WORDS.results.acknowledge)).outlineStyle).to.equal('solid');
  });

  it('closes with Escape, returns the focus, and keeps the typed values', async () => {
    const opener = document.createElement('button');
    document.body.append(opener);
    const page = await openPage();
    await see(page.element, TITLES.prompt);
    page.element.close();
    opener.focus();
    page.element.open();
    await see(page.element, TITLES.form);
    fillLegal(page.element);
    input(page.element, 'foundedOn').focus();
    await sendKeys({ press: 'Escape' });
    await seeNothing(page.element);
    expect(document.activeElement).to.equal(opener);
    page.element.open();
    await see(page.element, TITLES.form);
    expect(input(page.element, 'legalRepresentative.name').value).to.equal(LEGAL.name);
    expect(input(page.element, 'foundedOn').value).to.equal(LEGAL.foundedOn);
    opener.remove();
  });
});
