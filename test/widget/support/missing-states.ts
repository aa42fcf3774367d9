/** What stands where a part of the widget cannot be fetched, opened in Chinese and standard type. */
import { waitUntil } from '@open-wc/testing';
import { scripted } from './scripted.ts';
import { query, see } from './user.ts';

type Open = () => Promise<HTMLElement>;

/** A second copy of the script, whose parts are missing, under a name of its own: a page defines a name once. */
const NAME = 'unit-certification-in-parts';
const SCRIPT = '/missing/widget/unit-certification.js';

async function openWithout(view: string): Promise<HTMLElement> {
  const { UnitCertification } = (await import(SCRIPT)) as { UnitCertification: CustomElementConstructor };
  if (!customElements.get(NAME)) customElements.define(NAME, class extends UnitCertification {});
  const { bff, tokenUrl } = await scripted({});
  const element = document.createElement(NAME);
  for (const [name, value] of Object.entries({ bff, 'token-url': tokenUrl, view }))
    element.setAttribute(name, value);
  document.body.append(element);
  return element;
}

export function cleanUpMissing(): void {
  for (const element of document.querySelectorAll(NAME)) element.remove();
}

export const MISSING_STATES: Record<string, Open> = {
  'a part missing': async () => {
    const element = await openWithout('prompt');
    await see(element, '请完成单位实名认证');
    query(element, '.primary').click();
    await see(element, '请在网络恢复后点击“重试”。');
    return element;
  },
  'center, a part missing': async () => {
    const element = await openWithout('center');
    await waitUntil(
      () => element.shadowRoot!.querySelector<HTMLElement>('[part=center]')?.innerText.includes('重试'),
      'nothing is said',
      { timeout: 5000 },
    );
    return element;
  },
};
