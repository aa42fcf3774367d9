/** Takes a picture of every state in every setting (`test/by-hand/pictures/widget.mjs`), without assertions. */
import { emulateMedia, executeServerCommand, setViewport } from '@web/test-runner-commands';
import { cleanUp } from '../../widget/support/page.ts';
import { MISSING_STATES, cleanUpMissing } from '../../widget/support/missing-states.ts';
import { cleanUpRegistration } from '../../widget/support/registration.ts';
import { REGISTRATION_STATES } from '../../widget/support/registration-states.ts';
import { CERTIFICATION_STATES } from '../../widget/support/states.ts';

type Media = Parameters<typeof emulateMedia>[0];

interface Setting {
  width: number;
  height: number;
  touch?: true;
  attributes?: Record<string, string>;
  media?: Media;
}

const LAPTOP = { width: 1366, height: 768 };
const LARGE = { appearance: 'large' };

const SETTINGS: Record<string, Setting> = {
  office: { width: 1366, height: 625 },
  laptop: LAPTOP,
  phone: { width: 360, height: 640, touch: true },
  large: { ...LAPTOP, attributes: LARGE },
  'large-phone': { width: 360, height: 640, touch: true, attributes: LARGE },
  dark: { ...LAPTOP, media: { colorScheme: 'dark' } },
  'large-dark': { ...LAPTOP, attributes: LARGE, media: { colorScheme: 'dark' } },
  forced: { ...LAPTOP, media: { forcedColors: 'active' } },
  'forced-dark': { ...LAPTOP, media: { forcedColors: 'active', colorScheme: 'dark' } },
  /** 1366 × 625 at 400 %. */
  zoom: { width: 342, height: 156 },
  print: { width: 794, height: 1123, media: { media: 'print' } },
  hant: { ...LAPTOP, attributes: { locale: 'zh-Hant' } },
  en: { ...LAPTOP, attributes: { locale: 'en' } },
  'en-phone': { width: 360, height: 640, touch: true, attributes: { locale: 'en' } },
};

const words = await executeServerCommand<string[], null>('wanted');
const isWanted = (title: string): boolean => words.every((word) => title.includes(word));

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

const PLAIN = { media: 'screen', colorScheme: 'light', forcedColors: 'none' } as const;

const STATES = Object.entries({ ...CERTIFICATION_STATES, ...MISSING_STATES, ...REGISTRATION_STATES });

for (const [setting, { attributes = {}, media, touch, ...viewport }] of Object.entries(SETTINGS)) {
  const wanted = STATES.filter(([state]) => isWanted(`${setting} ${state}`));
  if (!wanted.length) continue;
  describe(setting, () => {
    before(async () => {
      await setViewport(viewport);
      await executeServerCommand('touch', { enabled: !!touch });
      document.documentElement.style.colorScheme = 'light dark'; // a page that follows the color scheme, as the widget does
    });
    beforeEach(() => emulateMedia(PLAIN as Media));
    afterEach(() => {
      cleanUp();
      cleanUpRegistration();
      cleanUpMissing();
      scrollTo(0, 0);
    });

    for (const [state, open] of wanted)
      it(state, async () => {
        const element = await open();
        await emulateMedia({ ...PLAIN, ...media } as Media);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        await new Promise((resolve) => setTimeout(resolve, 150));
        showAgain(element);
        await executeServerCommand('picture', { name: `${state}.${setting}`, whole: setting === 'print' });
      });
  });
}
