/** The center's layout: its space while it loads, and its printed form. */
import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { openCentre, stands } from './support/center.ts';
import { CENTER_STATES } from './support/center-states.ts';
import { cleanUp } from './support/page.ts';
import { statusOf } from './support/scripted.ts';
import { query } from './support/user.ts';
import { WORDS } from '../support/words.ts';

const box = (element: Element, selector: string): DOMRect => query(element, selector).getBoundingClientRect();

describe('the looks of the center', () => {
  beforeEach(() => setViewport({ width: 1366, height: 768 }));
  afterEach(async () => {
    cleanUp();
    await emulateMedia({ media: 'screen' });
  });
  after(() => setViewport({ width: 800, height: 600 }));

  it('reserves the space of the waiting business before the status arrives', async () => {
    await setViewport({ width: 360, height: 740 });
    const { element } = await openCentre(
      { status: [{ body: statusOf('uncertified'), delay: 500 }] },
      { 'resume-url': '/services/pay', business: '职工参保增减员' },
    );
    await stands(element, WORDS.center.kinds.phone);
    const list = (): number => box(element, 'section ul').top - box(element, 'section').top;
    const [early, words] = [list(), query(element, 'section').innerText];
    expect(words).not.to.include('职工参保增减员');
    await stands(element, WORDS.center.waiting('职工参保增减员'));
    expect(list()).to.equal(early);
  });

  it('is printed without buttons, and without the heading of the closed history', async () => {
    const certified = await CENTER_STATES['center, certified for a business']!();
    const refused = await CENTER_STATES['center, no attempt left']!();
    const opened = await CENTER_STATES['center, refused']!();
    await emulateMedia({ media: 'print' });
    expect(query(certified, 'section').innerText).not.to.include(WORDS.results.proceed(''));
    expect(query(refused, 'section').innerText).not.to.include(WORDS.center.history);
    expect(query(opened, 'section').innerText)
      .to.include(WORDS.center.history)
      .and.include(WORDS.center.refused(undefined));
  });
});
