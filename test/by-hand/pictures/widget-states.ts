/** Takes a picture of every state in every setting, without assertions; `widget.ts` runs it in the browser. */
import { emulateMedia, executeServerCommand, setViewport } from '@web/test-runner-commands';
import { cleanUp } from '../../widget/support/page.ts';
import { MISSING_STATES, cleanUpMissing } from '../../widget/support/missing-states.ts';
import { cleanUpRegistration } from '../../widget/support/registration.ts';
import { REGISTRATION_STATES } from '../../widget/support/registration-states.ts';
import { CERTIFICATION_STATES } from '../../widget/support/states.ts';
import { firstLayerOf } from '../../widget/support/user.ts';
import { SETTINGS, type Setting } from './settings.ts';

type Media = Parameters<typeof emulateMedia>[0];

/** The main part of a state: the first of these that exists. */
const SHOWN = [
  '.summary',
  '.notice',
  '#code[aria-invalid="true"]',
  '#proven:not(:empty)',
  '#code-news:not(:empty)',
];

/** Scrolls the main part into view again after a change of the type size, as the widget does. */
function showAgain({ shadowRoot }: HTMLElement): void {
  const find = (selector: string) => shadowRoot!.querySelector(selector);
  const news = SHOWN.map((shown) => find(shown)?.closest('.summary, .notice, .note, .field')).find(
    (shown) => shown?.clientHeight,
  );
  const { activeElement } = shadowRoot!;
  const around = activeElement?.closest('.field, fieldset, .summary') ?? activeElement;
  for (const place of news && !news.matches('.note') ? [news] : [news, around])
    if (place?.clientHeight)
      place.scrollIntoView({ block: place.clientHeight > innerHeight / 3 ? 'start' : 'nearest' });
  if (!news && activeElement?.matches('[value="agent"]')) activeElement.dispatchEvent(new Event('change'));
}

const mediaOf = ({ colorScheme, forcedColors, print }: Partial<Setting>): Media =>
  ({
    media: print ? 'print' : 'screen',
    colorScheme: colorScheme ?? 'light',
    forcedColors: forcedColors ?? 'none',
  }) as Media;

const attributesOf = ({ large, locale }: Setting): Record<string, string> => ({
  ...(large && { appearance: 'large' }),
  ...(locale && { locale }),
});

const STATES = Object.entries({ ...CERTIFICATION_STATES, ...MISSING_STATES, ...REGISTRATION_STATES });

const titleOf = (state: string, setting: string): string => `${state}.${setting}`;
const wanted = new Set(
  await executeServerCommand<string[], string[]>(
    'select',
    Object.keys(SETTINGS).flatMap((setting) => STATES.map(([state]) => titleOf(state, setting))),
  ),
);

for (const [name, setting] of Object.entries(SETTINGS)) {
  const states = STATES.filter(([state]) => wanted.has(titleOf(state, name)));
  if (states.length === 0) continue;
  describe(name, () => {
    before(async () => {
      const { width, height, touch } = setting;
      await setViewport({ width, height });
      await executeServerCommand('touch', { touch });
      document.documentElement.style.colorScheme = 'light dark'; // a page that follows the color scheme, as the widget does
    });
    beforeEach(() => emulateMedia(mediaOf({})));
    afterEach(() => {
      cleanUp();
      cleanUpRegistration();
      cleanUpMissing();
      scrollTo(0, 0);
    });

    for (const [state, open] of states)
      it(state, async () => {
        const element = await open();
        await emulateMedia(mediaOf(setting));
        for (const [attribute, value] of Object.entries(attributesOf(setting)))
          element.setAttribute(attribute, value);
        await new Promise((resolve) => setTimeout(resolve, 150));
        showAgain(element);
        await executeServerCommand('picture', {
          name: titleOf(state, name),
          whole: setting.print ?? false,
          before: firstLayerOf(element),
        });
      });
  });
}
