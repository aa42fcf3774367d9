/** The element within shadow roots of the page: components of a design system, applications of a micro-frontend. */
import { expect } from '@open-wc/testing';
import { cleanUp, openPage } from '../support/page.ts';
import { press, see, seeNothing } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';

let component: HTMLElement;

/** A component within a component. */
function putComponent(): ShadowRoot {
  component = document.createElement('div');
  const outer = component.attachShadow({ mode: 'open' });
  outer.innerHTML = '<p><span></span></p>';
  document.body.append(component);
  const inner = outer.querySelector('span')!.attachShadow({ mode: 'open' });
  inner.innerHTML = '<button>办理</button>';
  return inner;
}

describe('in a shadow root of the page', () => {
  afterEach(() => {
    cleanUp();
    component.remove();
  });

  it('uses the nearest outer lang', async () => {
    const inner = putComponent();
    component.lang = 'en';
    const { element } = await openPage({}, {}, inner);
    await see(element, 'Verify your organization');
    cleanUp();
    element.remove();
    component.shadowRoot!.querySelector('p')!.lang = 'zh-TW';
    await see((await openPage({}, {}, inner)).element, '請完成單位實名認證');
  });

  it('follows a change of the outer lang, in each shadow root', async () => {
    const inner = putComponent();
    const { element } = await openPage({}, {}, inner);
    await see(element, TITLES.prompt);
    component.shadowRoot!.querySelector('p')!.lang = 'zh-TW';
    await see(element, '請完成單位實名認證');
    component.shadowRoot!.querySelector('p')!.removeAttribute('lang');
    component.lang = 'en';
    await see(element, 'Verify your organization');
  });

  for (const [where, host] of [
    ['beside it', (inner: ShadowRoot): ParentNode => inner],
    ['elsewhere in the page', (): ParentNode => document.body],
  ] as const)
    it(`returns the focus to a button within a component, ${where}`, async () => {
      const inner = putComponent();
      const button = inner.querySelector('button')!;
      const { element } = await openPage({ 'known-status': 'certified' }, {}, host(inner));
      button.focus();
      element.open();
      await see(element, TITLES.alreadyCertified);
      expect(inner.activeElement).not.to.equal(button);
      press(element, WORDS.results.done);
      await seeNothing(element);
      expect(inner.activeElement).to.equal(button);
    });

  it('returns the focus to a button beside it in a closed shadow root', async () => {
    component = document.createElement('div');
    const closed = component.attachShadow({ mode: 'closed' });
    closed.innerHTML = '<button>办理</button>';
    document.body.append(component);
    const button = closed.querySelector('button')!;
    const { element } = await openPage({ 'known-status': 'certified' }, {}, closed);
    button.focus();
    element.open();
    await see(element, TITLES.alreadyCertified);
    expect(button.matches(':focus')).to.equal(false);
    press(element, WORDS.results.done);
    await seeNothing(element);
    expect(button.matches(':focus')).to.equal(true);
    element.remove();
  });
});
