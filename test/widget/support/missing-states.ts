/** The states of a widget whose parts cannot be loaded, in Chinese and standard type. */
import { type Script, type Scripted, scripted } from './scripted.ts';
import { query, see } from './user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from './wait.ts';

type Open = () => Promise<HTMLElement>;

const FILES = {
  UnitCertification: 'unit-certification',
  UnitCertificationCenter: 'unit-certification-center',
  UnitRegistration: 'unit-registration',
};
type Kind = keyof typeof FILES;

const opened: HTMLElement[] = [];

/** Another copy of the script, without parts, under another name, because a page can define a name once. */
export async function openWithout(
  parts: readonly string[],
  kind: Kind,
  script: Script = {},
  attributes: Record<string, string> = {},
): Promise<Scripted & { element: HTMLElement }> {
  const address = `/missing/${parts.join()}/widget/${FILES[kind]}.js`;
  return openCopy(
    address,
    `${FILES[kind]}-without-${parts.join('-').toLowerCase()}`,
    kind,
    script,
    attributes,
  );
}

let upgrades = 0;

/** Another copy of the script, whose server is upgraded by `upgrade()`. `pinned`: the script is below its version's folder. */
export async function openUpgraded(
  kind: Kind,
  script: Script = {},
  attributes: Record<string, string> = {},
  pinned = '',
): Promise<Scripted & { element: HTMLElement; upgrade: () => Promise<unknown> }> {
  const id = `${Date.now()}-${upgrades++}`;
  const address = `/upgraded/${id}/widget/${pinned}${FILES[kind]}.js`;
  const copy = await openCopy(address, `${FILES[kind]}-upgraded-${id}`, kind, script, attributes);
  return { ...copy, upgrade: () => fetch(`/upgraded/${id}/now`) };
}

async function openCopy(
  address: string,
  name: string,
  kind: Kind,
  script: Script,
  attributes: Record<string, string>,
): Promise<Scripted & { element: HTMLElement }> {
  const { [kind]: Element } = (await import(address)) as Record<string, CustomElementConstructor>;
  if (!customElements.get(name)) customElements.define(name, class extends Element! {});
  const bff = await scripted(script);
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries({
    bff: bff.bff,
    'token-url': bff.tokenUrl,
    ...attributes,
  }))
    element.setAttribute(attribute, value);
  document.body.append(element);
  opened.push(element);
  return { ...bff, element };
}

/** From now on the parts arrive, as when a cut network is back. For parts of one test alone: it holds for every copy without them. */
export const bringBack = (parts: readonly string[]): Promise<unknown> =>
  fetch(`/missing/${parts.join()}/back`);

export function cleanUpMissing(): void {
  for (const element of opened.splice(0)) element.remove();
}

export const MISSING_STATES: Record<string, Open> = {
  'a part missing': async () => {
    const { element } = await openWithout(['flow', 'center'], 'UnitCertification');
    await see(element, TITLES.prompt);
    query(element, '.primary').click();
    await see(element, WORDS.prompt.missing.text[0]!);
    return element;
  },
  'center, a part missing': async () => {
    const { element } = await openWithout(['flow', 'center'], 'UnitCertificationCenter');
    await waitUntil(
      () =>
        element
          .shadowRoot!.querySelector<HTMLElement>('[part=center]')
          ?.innerText.includes(WORDS.prompt.retry),
      'nothing is said',
      { timeout: 5000 },
    );
    return element;
  },
};
