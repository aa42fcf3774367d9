/** The gate on difficult pages: disabled buttons, shadow roots, clobbered names, moved elements. */
import { expect } from '@open-wc/testing';
import { $, addBusiness, certify, done, openGate, pause, withBusiness } from '../support/business.ts';
import { openCentre } from '../support/center.ts';
import { openPage } from '../support/page.ts';
import { answered, problem } from '../support/scripted.ts';
import { press, see, seeNothing, shown, submitForm } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

describe('gate on difficult pages', () => {
  withBusiness();

  it('submits with the pressed button’s value when the page disables the button', async () => {
    const page = await openGate();
    const button = $('#remove') as HTMLButtonElement;
    button.addEventListener('click', () => setTimeout(() => (button.disabled = true)));
    button.click();
    await waitUntil(() => button.disabled);
    await certify(page);
    expect(done).to.deep.equal(['submit person=张三&action=remove to #second']);
    expect(button.disabled).to.equal(true);
  });

  it('leaves a button disabled that the page disables on submit', async () => {
    const page = await openGate();
    const button = $('#remove') as HTMLButtonElement;
    $('form').addEventListener('submit', () => (button.disabled = true));
    button.click();
    await certify(page);
    expect(done).to.have.length(1);
    expect(button.disabled).to.equal(true);
  });

  it('intercepts a form within another shadow root, and submits it with its data', async () => {
    const page = await openGate();
    addBusiness('<div id="component"></div>');
    const root = $('#component').attachShadow({ mode: 'open' });
    root.innerHTML =
      '<form class="business"><input name="a" value="1"><button name="act" value="go"><b>去</b></button></form>';
    const sent: string[] = [];
    root.querySelector('form')!.addEventListener('submit', (event) => {
      event.preventDefault();
      sent.push([...new FormData(event.target as HTMLFormElement, event.submitter)].join());
    });
    root.querySelector('b')!.click();
    await see(page.element, TITLES.gate);
    expect(sent).to.deep.equal([]);
    await certify(page);
    expect(sent).to.deep.equal(['a,1,act,go']);
  });

  it('does not intercept its own dialogs, nor those of another element, when the selector fits them', async () => {
    const page = await openGate({}, { for: 'form, button' });
    const other = await openPage({ open: '' }, { submit: [answered('certified')] });
    await submitForm(other.element);
    await see(other.element, TITLES.certified);
    other.element.remove();
    $('#add').click();
    await certify(page);
    expect(done).to.deep.equal(['submit person=张三&action=add to #first']);
  });

  it('does not intercept what stands in the registration of the same page', async () => {
    await openGate({}, { for: 'button' });
    const registration = document.createElement('unit-registration');
    const inner = document.createElement('button');
    let clicked = false;
    inner.addEventListener('click', () => (clicked = true));
    registration.attachShadow({ mode: 'open' }).append(inner);
    $('#add').parentElement!.append(registration);
    inner.click();
    registration.remove();
    expect(clicked).to.equal(true);
  });

  it('repeats an action once when the selectors of two elements fit it', async () => {
    const script = { status: [problem(503, 'unavailable')] };
    await openGate(script);
    await openPage({ for: 'a.business' }, script);
    await pause(300);
    $('a').click();
    await waitUntil(() => done.length > 0, 'intercepted');
    await pause(300);
    expect(done).to.deep.equal(['click #pay']);
  });

  it('is not made of a center by the attribute `for`', async () => {
    const { element } = await openCentre({}, { for: '.business' });
    void element.requireCertified();
    await see(element, TITLES.gate);
    element.close();
    $('a').click();
    expect(done).to.deep.equal(['click #pay']);
  });

  it('works with fields that have the names of a form’s methods', async () => {
    const page = await openGate();
    $('form').insertAdjacentHTML('beforeend', '<input name="matches"><input name="requestSubmit">');
    $('#add').click();
    await certify(page);
    expect(done).to.deep.equal(['submit person=张三&action=add&matches=&requestSubmit= to #first']);
  });

  it('continues when the page moves the element while its dialog is open', async () => {
    const page = await openGate();
    $('#print').click();
    await see(page.element, TITLES.gate);
    addBusiness('<div id="elsewhere"></div>');
    $('#elsewhere').append(page.element);
    await certify(page);
    await waitUntil(() => done.length > 0);
    expect(done).to.deep.equal(['click print']);
  });

  it('reports an invalid selector in the console, and intercepts nothing', async () => {
    const { error } = console;
    const said: unknown[][] = [];
    console.error = (...words: unknown[]) => said.push(words);
    try {
      const page = await openGate({}, { for: '[' });
      $('a').click();
      expect(done).to.deep.equal(['click #pay']);
      expect(said[0]!.slice(0, 2)).to.deep.equal(['unit-certification: not a selector', '[']);
      expect(said[0]![2]).to.have.property('name', 'SyntaxError');
      expect(shown(page.element)).to.equal('');
    } finally {
      console.error = error;
    }
  });

  it('puts the path to return to into the notice’s link', async () => {
    const page = await openPage({ 'center-url': '/centre?continue={resume}' });
    await see(page.element, TITLES.prompt);
    press(page.element, WORDS.prompt.cancel);
    await see(page.element, TITLES.notice);
    const link = page.element.shadowRoot!.querySelector('a')!;
    const here = location.pathname + location.search;
    expect(link.getAttribute('href')).to.equal(`/centre?continue=${encodeURIComponent(here)}`);
    press(page.element, WORDS.results.acknowledge);
    await seeNothing(page.element);
    await pause(0);
  });
});
