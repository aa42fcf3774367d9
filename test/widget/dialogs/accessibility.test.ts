/**
 * Checks every state with axe, in every language, type size and color scheme, contrast included: 4.5, and 7 in `large`. A state
 * is opened once; then language, size and scheme are changed. The dark scheme changes colors alone, so only they are checked there.
 */
import { expect, nextFrame } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import type axe from 'axe-core';
import 'axe-core/axe.min.js';
import type { WidgetElement } from '../../../widget/elements/widget-element.ts';
import { LOCALES, type Locale, loadRegistrationWords, loadWords } from '../../../widget/locales/index.ts';
import { cleanUp } from '../support/page.ts';
import { MISSING_STATES, cleanUpMissing } from '../support/missing-states.ts';
import { cleanUpRegistration } from '../support/registration.ts';
import { REGISTRATION_STATES } from '../support/registration-states.ts';
import { CERTIFICATION_STATES } from '../support/states.ts';

const { axe: checker } = window as unknown as { axe: typeof axe };

const SCHEMES = ['light', 'dark'] as const;
const APPEARANCES = ['standard', 'large'] as const;

/** The report of a violation needs no selectors, and the page has neither frames nor style sheets to fetch. */
const QUICK: axe.RunOptions = {
  resultTypes: ['violations'],
  selectors: false,
  iframes: false,
  preload: false,
};

async function violations(
  element: WidgetElement,
  locale: Locale,
  large: boolean,
  colorsAlone: boolean,
): Promise<string[]> {
  element.setAttribute('locale', locale);
  element.setAttribute('appearance', large ? 'large' : 'standard');
  await element.updateComplete;
  while (!element.shadowRoot!.querySelector(`[lang=${locale}]`)) await nextFrame();
  // Text with the contrast of `color-contrast-enhanced` has that of `color-contrast` too.
  const contrast = large ? 'color-contrast-enhanced' : 'color-contrast';
  const options: axe.RunOptions = colorsAlone
    ? { runOnly: [contrast, 'link-in-text-block'] }
    : {
        rules: {
          region: { enabled: false },
          'color-contrast': { enabled: !large },
          'color-contrast-enhanced': { enabled: large },
        },
      };
  const found = await checker.run(element, { ...options, ...QUICK });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ failureSummary }) => `${locale}, ${large ? 'large' : 'standard'}: ${id}: ${failureSummary}`),
  );
}

describe('accessibility', function () {
  this.timeout(60_000);

  before(() => Promise.all(LOCALES.flatMap((locale) => [loadWords(locale), loadRegistrationWords(locale)])));
  after(() => emulateMedia({ colorScheme: 'light' }));
  afterEach(() => {
    cleanUp();
    cleanUpRegistration();
    cleanUpMissing();
  });

  for (const [name, open] of Object.entries({
    ...CERTIFICATION_STATES,
    ...MISSING_STATES,
    ...REGISTRATION_STATES,
  }))
    it(name, async () => {
      const element = (await open()) as WidgetElement;
      for (const colorScheme of SCHEMES) {
        await emulateMedia({ colorScheme });
        for (const locale of LOCALES)
          for (const appearance of APPEARANCES)
            expect(
              await violations(element, locale, appearance === 'large', colorScheme === 'dark'),
              colorScheme,
            ).to.deep.equal([]);
      }
    });
});
