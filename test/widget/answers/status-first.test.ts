/** The status that an answer carries is known before the answer, which means what the status says. */
import { expect } from '@open-wc/testing';
import type { CertificationStatus } from '../../../bff/contract/wire.ts';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import { UNTIL } from '../support/center.ts';
import { cleanUp, openFilledForm, openSubmitted } from '../support/page.ts';
import { type Scripted, answered, statusOf } from '../support/scripted.ts';
import { press, see } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

type Status = CertificationStatus | undefined;

/** The status of each answer, and the one that was known when it came. */
function listen({ certification }: UnitCertification): { answer: Status; known: unknown }[] {
  const { procedure } = certification;
  const { dispatch } = procedure;
  const heard: ReturnType<typeof listen> = [];
  procedure.dispatch = (event) => {
    if (event.type === 'answered') heard.push({ answer: event.answer.status, known: procedure.state.known });
    dispatch.call(procedure, event);
  };
  return heard;
}

function expectKnown(heard: ReturnType<typeof listen>, times = 1): void {
  expect(heard).to.have.length(times);
  for (const { answer, known } of heard) expect(known).to.deep.equal(answer);
}

const keysOf = async (page: Scripted): Promise<(string | undefined)[]> =>
  (await page.arrived('submit')).map(({ headers }) => headers['idempotency-key']);

const SLOW = { ...answered('certified'), delay: 300 };

const ANOTHER_UNIT = statusOf('certified', {
  unit: { code: '91350100M000100Y43', name: '福建另一家有限公司' },
});

describe('the status of an answer is known first', () => {
  afterEach(cleanUp);

  for (const [what, step, title] of [
    ['certified', answered('certified'), TITLES.certified],
    ['refused', answered('rejected', { reason: 'registry-mismatch' }), TITLES.rejected],
    ['waiting', answered('pending', { reason: 'registry-unavailable' }), TITLES.pending],
  ] as const)
    it(what, async () => {
      const page = await openFilledForm({ submit: [step] });
      const heard = listen(page.element);
      press(page.element, WORDS.form.submit);
      await see(page.element, title);
      expectKnown(heard);
    });

  it('kept', async () => {
    const { element } = await openSubmitted({
      submit: [answered('rejected', { reason: 'registry-mismatch' })],
      recheck: [answered('kept', { until: UNTIL })],
    });
    await see(element, TITLES.rejected);
    const heard = listen(element);
    press(element, WORDS.results.ways.refused.recheck.button);
    await see(element, WORDS.kept.agree);
    press(element, WORDS.kept.agree);
    await see(element, TITLES.recheckKept);
    expectKnown(heard);
  });

  for (const [what, move] of [
    ['has moved', (element: Element) => document.body.prepend(element)],
    [
      'was out of the page',
      async (element: Element) => {
        element.remove();
        await new Promise((resolve) => setTimeout(resolve));
        document.body.append(element);
      },
    ],
  ] as const)
    it(`also when the element ${what} before the answer came`, async () => {
      const page = await openFilledForm({ submit: [SLOW] });
      const { element } = page;
      const heard = listen(element);
      press(element, WORDS.form.submit);
      await waitUntil(async () => (await page.arrived('submit')).length === 1);
      await move(element);
      await see(element, TITLES.certified);
      expectKnown(heard);
      expect(new Set(await keysOf(page)).size, 'one submission').to.equal(1);
    });

  it('also beside another element with the same session, which asks for the status meanwhile', async () => {
    const page = await openFilledForm({ submit: [SLOW] });
    const { element } = page;
    const other = document.createElement('unit-certification');
    for (const name of ['bff', 'token-url']) other.setAttribute(name, element.getAttribute(name)!);
    document.body.append(other);
    const heard = listen(element);
    press(element, WORDS.form.submit);
    await waitUntil(async () => (await page.arrived('submit')).length === 1);
    const asked = other.refresh();
    await see(element, TITLES.certified);
    await asked;
    expectKnown(heard);
    expect(other.certification.state.known, 'the other element knows it too').to.deep.equal(heard[0]!.known);
  });

  it('also when the answer was cut off, and the claim is sent again with its key', async () => {
    const page = await openFilledForm({ submit: [{ cut: true }, answered('certified')] });
    const { element } = page;
    const heard = listen(element);
    press(element, WORDS.form.submit);
    await see(element, TITLES.unreachable);
    press(element, WORDS.prompt.retry);
    await see(element, TITLES.certified);
    expectKnown(heard);
    const keys = await keysOf(page);
    expect([keys.length, new Set(keys).size]).to.deep.equal([2, 1]);
  });

  for (const [what, status] of [
    ['another unit', ANOTHER_UNIT],
    ['no unit', { ...statusOf('certified'), unit: undefined }],
    ['an older service, without the next step', { ...statusOf('certified'), next: undefined }],
  ] as const)
    it(`an answer with the status of ${what} is none: the claim is sent again with its key`, async () => {
      const faulty = { body: { outcome: 'certified', reference: 'K7M29QXH', status } };
      const page = await openSubmitted({ submit: [faulty, answered('certified')] });
      await see(page.element, TITLES.unavailable);
      press(page.element, WORDS.prompt.retry);
      await see(page.element, TITLES.certified);
      const keys = await keysOf(page);
      expect([keys.length, new Set(keys).size]).to.deep.equal([2, 1]);
    });
});
