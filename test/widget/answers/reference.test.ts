/** The reference of an answer that is not a success: shown with its time, copied by a button, kept on paper. */
import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { openCentre, stands } from '../support/center.ts';
import { cleanUp, openPage, openSubmitted } from '../support/page.ts';
import { answered, problem, statusOf } from '../support/scripted.ts';
import { press, query, see, shown } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const { reference: SAID } = WORDS.results;
const REQUEST = '7K2A-9QXH-43MT';
const LIMITED = problem(429, 'too-many-attempts', { reference: 'K7M29QXH', requestId: REQUEST });

const lineOf = (element: Element): HTMLElement => query(element, '[part="reference"]');
/** The time of the answer, as it is shown. */
const timeIn = (element: Element): string => /20\d\d年.* \d\d:\d\d/.exec(lineOf(element).innerText)![0];

const setClipboard = (value: object | undefined): unknown =>
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value });

/** Stands in for the clipboard, which a test's browser may not write. */
function clipboard(allowed: boolean): string[] {
  const copied: string[] = [];
  const writeText = (text: string): Promise<void> => {
    copied.push(text);
    return allowed ? Promise.resolve() : Promise.reject(new DOMException('denied', 'NotAllowedError'));
  };
  setClipboard({ writeText });
  return copied;
}

describe('the reference', () => {
  afterEach(async () => {
    cleanUp();
    Reflect.deleteProperty(navigator, 'clipboard');
    await emulateMedia({ media: 'screen' });
  });

  it('of a refusal by a limit is shown in two halves, with the time', async () => {
    const { element } = await openSubmitted({ submit: [LIMITED] });
    await see(element, TITLES.tooManyAttempts);
    expect(shown(element)).to.include(`${SAID.name.submission} K7M2-9QXH`).and.include(SAID.hint);
    expect(shown(element)).not.to.include(REQUEST);
    expect(timeIn(element)).to.match(/^20\d\d年\d{1,2}月\d{1,2}日 \d\d:\d\d$/);
  });

  for (const outcome of ['rejected', 'pending'] as const)
    it(`of a submission that is ${outcome} is shown with the answer`, async () => {
      const { element } = await openSubmitted({
        submit: [answered(outcome)],
        status: [{ body: statusOf('uncertified') }, { body: statusOf('pending') }],
      });
      await see(element, `${SAID.name.submission} K7M2-9QXH`);
      expect(shown(element)).to.include(TITLES[outcome]);
    });

  it('of a claim that waits is shown when the user comes back, and in the center', async () => {
    const status = [{ body: statusOf('pending') }];
    const said = `${SAID.name.submission} P7M2-9QXA`;
    const { element } = await openPage({ open: '' }, { status });
    await see(element, said);
    expect(shown(element)).to.include(TITLES.pending);
    const late = await openPage({ open: '', 'known-status': 'pending' }, { status });
    await see(late.element, said);
    const center = await openCentre({ status });
    await stands(center.element, said);
    expect(timeIn(center.element)).to.equal(timeIn(element));
  });

  it('of another problem is the id of its request', async () => {
    const { element } = await openSubmitted({
      submit: [problem(403, 'origin-not-allowed', { requestId: REQUEST })],
    });
    await see(element, TITLES.misconfigured);
    expect(shown(element)).to.include(`${SAID.name.request} ${REQUEST}`);
  });

  it('is absent when nothing answered', async () => {
    const { element } = await openSubmitted({ submit: [{ cut: true }] });
    await see(element, TITLES.unreachable);
    expect(element.shadowRoot!.querySelector('[part="reference"]')).to.equal(null);
  });

  it('is copied with its name and its time, which is said', async () => {
    const copied = clipboard(true);
    const { element } = await openSubmitted({ submit: [LIMITED] });
    await see(element, TITLES.tooManyAttempts);
    press(element, SAID.copy);
    await see(element, SAID.copied);
    expect(copied).to.deep.equal([`${SAID.name.submission} K7M2-9QXH (${timeIn(element)})`]);
    expect(lineOf(element).querySelector('[role="status"]')!.textContent).to.equal(SAID.copied);
  });

  it('can be selected at once where the browser does not allow to copy, which is said', async () => {
    clipboard(false);
    const { element } = await openSubmitted({ submit: [LIMITED] });
    await see(element, TITLES.tooManyAttempts);
    press(element, SAID.copy);
    await see(element, SAID.notCopied);
    expect(getComputedStyle(lineOf(element).querySelector('b')!).userSelect).to.equal('all');
  });

  it('says that it is not copied in a browser without a clipboard', async () => {
    setClipboard(undefined);
    const { element } = await openSubmitted({ submit: [LIMITED] });
    await see(element, TITLES.tooManyAttempts);
    press(element, SAID.copy);
    await see(element, SAID.notCopied);
  });

  it('is on paper, without its button', async () => {
    const { element } = await openSubmitted({ submit: [LIMITED] });
    await see(element, TITLES.tooManyAttempts);
    await emulateMedia({ media: 'print' });
    await waitUntil(() => !shown(element).includes(SAID.copy));
    expect(shown(element)).to.include('K7M2-9QXH').and.include(timeIn(element));
  });
});
