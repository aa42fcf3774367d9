/** The sequence of dialogs, also while the part of the next one is loading. */
import { expect } from '@open-wc/testing';
import { type Page, cleanUp, openPage } from '../support/page.ts';
import { answered, problem, statusOf } from '../support/scripted.ts';
import { fillLegal, press, query, see, seeNothing, shown } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const OPENING = `${WORDS.prompt.opening}\n\n${WORDS.prompt.moment}\n\n${WORDS.prompt.cancel}`;
const SLOW = { body: statusOf('uncertified'), delay: 1500 };

let observer: MutationObserver | undefined;

/** Records the titles of the following dialogs, each dialog once. */
function titlesOf({ element }: Page): string[] {
  const root = element.shadowRoot!;
  const titles: string[] = [];
  let last = root.querySelector('dialog');
  observer = new MutationObserver(() => {
    const dialog = root.querySelector('dialog');
    if (dialog && dialog !== last) titles.push(dialog.querySelector('h2')!.innerText);
    last = dialog;
  });
  observer.observe(root, { childList: true, subtree: true });
  return titles;
}

describe('one dialog after another', () => {
  afterEach(() => {
    observer?.disconnect();
    cleanUp();
  });

  it('the gate’s dialog opens once, also when the form’s part loads after it', async () => {
    const page = await openPage({ for: '.none' });
    await waitUntil(() => page.events.length > 0);
    const titles = titlesOf(page);
    void page.element.requireCertified('社保缴费');
    await see(page.element, TITLES.gate);
    const dialog = query(page.element, 'dialog');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(titles).to.deep.equal([TITLES.gate]);
    expect(query(page.element, 'dialog')).to.equal(dialog);
  });

  it('the prompt does not come back between a refusal and the re-check', async () => {
    const page = await openPage({}, { submit: [answered('rejected', { reason: 'registry-mismatch' })] });
    const { element } = page;
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.confirm);
    await see(element, TITLES.form);
    fillLegal(element);
    const titles = titlesOf(page);
    press(element, WORDS.form.submit);
    await see(element, TITLES.rejected);
    press(element, WORDS.results.ways.refused.recheck.button);
    await see(element, WORDS.kept.agree);
    expect(titles)
      .to.include.members([TITLES.rejected, WORDS.results.ways.refused.recheck.button])
      .and.not.to.include(TITLES.prompt);
  });

  it('a retry while the form is loading shows that it works, and can be closed', async () => {
    const { element } = await openPage({ open: '' }, { status: [problem(503, 'unavailable'), SLOW] });
    await see(element, TITLES.unavailable);
    press(element, WORDS.prompt.retry);
    await element.updateComplete;
    expect(shown(element)).to.equal(OPENING);
    query(element, 'dialog').dispatchEvent(new Event('cancel', { cancelable: true }));
    await seeNothing(element);
  });

  it('open() shows at once that it works, and opens the right dialog when the status is known', async () => {
    const { element } = await openPage({ for: '' }, { status: [SLOW] });
    await element.updateComplete;
    element.open();
    await element.updateComplete;
    expect(shown(element)).to.equal(OPENING);
    await see(element, TITLES.form);
  });
});

describe('a dialog', () => {
  afterEach(cleanUp);

  it('has the `lang` of its words while another language is loading', async () => {
    const { element } = await openPage({ open: '' });
    await see(element, TITLES.form);
    element.locale = 'en';
    await element.updateComplete;
    const dialog = query(element, 'dialog');
    expect([dialog.lang, /[实名]/.test(dialog.innerText)]).to.deep.equal(['zh-Hans', true]);
    await waitUntil(() => query(element, 'dialog').lang === 'en');
    expect(shown(element)).not.to.match(/实名/);
  });
});
