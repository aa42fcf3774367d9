/** Attributes that become links and navigations lead only to pages, because a portal may take the address from its own URL. */
import { expect } from '@open-wc/testing';
import { $, openGate, pause, withBusiness } from '../support/business.ts';
import { labels, openCentre, stands } from '../support/center.ts';
import { cleanUp, openForm, openPage, openSubmitted } from '../support/page.ts';
import { cleanUpRegistration, openRegistration, rootOf } from '../support/registration.ts';
import { press, query, see, shown } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const page = window as { ran?: string };

/** The gate replaces `{resume}` by the path to return to. */
const SCRIPTS = ["javascript:void(window.ran='{resume}')", " java\nscript:void(window.ran='{resume}')"];
const OTHERS = ['data:text/html,{resume}', `blob:${location.origin}/{resume}`, 'tel:10086', 'http://['];

const anchors = (element: Element): (string | null)[] =>
  [...element.shadowRoot!.querySelectorAll('a')].map((link) => link.getAttribute('href'));

describe('an address that is not a page', () => {
  afterEach(async () => {
    cleanUp();
    cleanUpRegistration();
    await pause(0); // a javascript: address would run in a separate task
    expect(page.ran).to.equal(undefined);
  });

  for (const address of [...SCRIPTS, ...OTHERS]) {
    it(`is not used as center: ${JSON.stringify(address)}`, async () => {
      const { element } = await openPage({ 'center-url': address });
      await see(element, TITLES.prompt);
      press(element, WORDS.prompt.cancel);
      await see(element, TITLES.notice);
      expect(anchors(element)).to.deep.equal([]);
      expect(shown(element), 'as without a center').to.include(WORDS.results.notice.nextLogin);
    });

    it(`is not used as login: ${JSON.stringify(address)}`, async () => {
      const { element } = await openCentre({ token: [{ status: 401 }] }, { 'login-url': address });
      await stands(element, TITLES.sessionExpired);
      expect(labels(element)).to.deep.equal([WORDS.prompt.retry]);
      const form = await openPage({ open: '', 'login-url': address }, { token: [{ status: 401 }] });
      await see(form.element, TITLES.sessionExpired);
      expect(shown(form.element)).not.to.include(`${WORDS.results.logIn}\n`);
      expect([...form.element.shadowRoot!.querySelectorAll('dialog button')]).to.have.length(2);
    });

    it(`is not used as personal data notice: ${JSON.stringify(address)}`, async () => {
      const { element } = await openForm({ 'privacy-url': address });
      expect(anchors(element)).to.deep.equal([]);
      const registration = await openRegistration({}, { 'privacy-url': address });
      expect(rootOf(registration).querySelector('a')).to.equal(null);
    });
  }

  it('is reported in the console with debug', async () => {
    const { info } = console;
    const said: string[] = [];
    console.info = (...words: unknown[]) => said.push(words.join(' '));
    try {
      await openPage({ debug: '', 'center-url': SCRIPTS[0]!, 'login-url': '/login' });
      await waitUntil(() => said.some((line) => line.includes('"center-url"')), said.join('\n'));
      expect(said.join()).to.include('only http and https').and.not.to.include('"login-url"');
    } finally {
      console.info = info;
    }
  });

  it('pages are addresses of this site, of another site, and fragments of this page', async () => {
    for (const address of ['/center', '//other.example/center', 'https://other.example', '#center', '?c']) {
      const { element } = await openPage({ 'center-url': address });
      await see(element, TITLES.prompt);
      press(element, WORDS.prompt.cancel);
      await see(element, TITLES.notice);
      expect(anchors(element)).to.deep.equal([address]);
      cleanUp();
    }
  });

  it('the privacy link opens the page’s own notice', async () => {
    const { element } = await openSubmitted({}, { 'privacy-url': '/privacy' });
    expect(query<HTMLAnchorElement>(element, 'a').href).to.equal(`${location.origin}/privacy`);
  });
});

describe('a gate whose center is not a page', () => {
  withBusiness();

  it('opens the form in place', async () => {
    const { element } = await openGate({}, { 'center-url': SCRIPTS[0]! });
    $('a').click();
    await see(element, TITLES.gate);
    press(element, WORDS.gate.confirm);
    await see(element, TITLES.form);
    expect(page.ran).to.equal(undefined);
  });
});
