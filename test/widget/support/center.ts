/** The center in a test's page: its text and its buttons. */
import { withNext } from '../../support/next.ts';
import type { CertificationStatus, KindView } from '../../../bff/contract/wire.ts';
import '../../../widget/unit-certification-center.ts';
import { type Page, openPage } from './page.ts';
import { type Script, statusOf } from './scripted.ts';
import { press, see } from './user.ts';
import { WORDS } from '../../support/words.ts';
import { waitUntil } from './wait.ts';

export const centre = (element: Element): string =>
  element.shadowRoot!.querySelector<HTMLElement>('[part=center]')?.innerText.replace(/\s*\n\s*/g, ' ') ?? '';

export async function stands(element: Element, text: string): Promise<void> {
  await waitUntil(() => centre(element).includes(text), `«${text}», but: ${centre(element)}`, {
    timeout: 6000,
  });
}

export const buttons = (element: Element): HTMLButtonElement[] => [
  ...element.shadowRoot!.querySelectorAll<HTMLButtonElement>('[part=center] button'),
];
export const labels = (element: Element): string[] =>
  buttons(element).map(({ innerText }) => innerText.trim());
export const choose = (element: Element, label: string): void => {
  const found = buttons(element).find(({ innerText }) => innerText.trim() === label);
  if (!found) throw new Error(`no «${label}» among ${labels(element).join()}`);
  found.click();
};

/** Withdraws the re-check: the button, and the answer to its question. */
export async function withdrawRecheck(element: Element): Promise<void> {
  const {
    question: {
      recheck: { title },
    },
    confirm,
  } = WORDS.kept;
  buttons(element)
    .find(({ innerText }) => innerText.trim() === WORDS.center.withdraw.recheck)!
    .focus(); // as a click of the mouse does
  choose(element, WORDS.center.withdraw.recheck);
  await see(element, title);
  press(element, confirm);
}

export const openCentre = (script: Script = {}, attributes: Record<string, string> = {}): Promise<Page> =>
  openPage(attributes, script, document.body, 'unit-certification-center');

/** `base` with another real-name certification, and the next step of that. */
export const realName = (change: Partial<KindView>, base: CertificationStatus = statusOf('uncertified')) => ({
  body: withNext({
    ...base,
    kinds: base.kinds.map((view) => (view.kind === 'real-name' ? { ...view, ...change } : view)),
  }),
});

export const UNTIL = '2026-12-24T15:59:59.999Z';
export const RECHECKING = WORDS.center.recheck('2026年12月24日').title;
