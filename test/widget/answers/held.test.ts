/** A unit that officers hold: prompt, gate, form and center say whom to turn to, and nothing of why. */
import { expect, waitUntil } from '@open-wc/testing';
import type { CertificationStatus } from '../../../bff/contract/wire.ts';
import type { Locale } from '../../../widget/locales/index.ts';
import '../../../widget/unit-certification-center.ts';
import '../../../widget/unit-certification.ts';
import { buttons, centre, openCentre, stands } from '../support/center.ts';
import { cleanUp, openPage, openSubmitted } from '../support/page.ts';
import { formOf, problem, statusOf } from '../support/scripted.ts';
import { labelsIn, othersIn, press, see, seeNothing, shown } from '../support/user.ts';
import { loadAllWords, WORDS } from '../../support/words.ts';

const HELP = '服务窗口：示例路1号，电话12333';
const help = { help: HELP };
const { 'way-closed': held } = WORDS.results.trouble;

const unit = (change: Parameters<typeof statusOf>[1] = {}): CertificationStatus =>
  statusOf('lapsed', { form: formOf('market', true), lapse: 'revoked', held: true, ...change });

describe('a unit that is held', () => {
  afterEach(cleanUp);

  for (const locale of ['zh-Hans', 'zh-Hant', 'en'] as const satisfies Locale[])
    it(`is told in the prompt to turn to the website’s support, in ${locale}`, async () => {
      const words = (await loadAllWords(locale))().results;
      const { element } = await openPage({ ...help, lang: locale }, { status: [{ body: unit() }] });
      await see(element, words.trouble['way-closed'].title);
      expect(shown(element)).to.include(words.trouble['way-closed'].text[0]);
      expect(shown(element)).to.include(HELP);
      expect(labelsIn(element)).to.deep.equal([words.close]);
      expect(othersIn(element)).to.deep.equal([]);
      press(element, words.close);
      await seeNothing(element);
    });

  it('gets the same at the gate, and from open()', async () => {
    const status = [{ body: unit() }];
    const gated = await openPage({ ...help, for: '.none' }, { status });
    void gated.element.requireCertified('社会保险费缴纳');
    await see(gated.element, held.text[0]!);
    cleanUp();
    const opened = await openPage({ ...help, open: '' }, { status });
    await see(opened.element, held.text[0]!);
    expect(labelsIn(opened.element)).to.deep.equal([WORDS.results.close]);
  });

  for (const [state, status, change] of [
    ['whose certification was revoked', 'lapsed', { lapse: 'revoked' }],
    [
      'that was never certified, and whose claim was refused',
      'uncertified',
      { refused: 'registry-mismatch' },
    ],
    ['that the register calls inactive', 'lapsed', { lapse: 'unit-not-active' }],
    ['whose user may not certify', 'uncertified', { canSubmit: false }],
  ] as const)
    it(`${state} reads it in the center, without a button`, async () => {
      const body = statusOf(status, { form: formOf('market', true), ...change, held: true });
      const { element } = await openCentre({ status: [{ body }] }, help);
      await stands(element, held.text[0]!);
      expect(centre(element)).not.to.include(WORDS.center.inactive);
      expect(centre(element)).not.to.include(WORDS.center.operator);
      expect(buttons(element)).to.deep.equal([]);
      expect(centre(element).split(held.text[0]!)).to.have.length(2); // once
    });

  it('is told so when the hold comes while the form is filled in', async () => {
    const closed = problem(409, 'way-closed', { after: unit() });
    const { element } = await openSubmitted({ submit: [closed] }, help);
    await see(element, held.text[0]!);
    await waitUntil(() => labelsIn(element).join() === WORDS.results.close);
  });
});
