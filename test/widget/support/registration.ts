/** A registration page with its BFF and its user. */
import '../../../widget/unit-registration.ts';
import type { CounterPapers, RegistrationAnswer } from '../../../bff/contract/wire.ts';
import type { UnitRegistration } from '../../../widget/unit-registration.ts';
import { challenge } from './challenge.ts';
import { agentTexts, legalTexts } from './user.ts';
import { type Script, type Scripted, type Step, UNIT, scripted, tokenOf } from './scripted.ts';
import { registrationTexts } from '../../support/fields.ts';
import { REGISTRATION_WORDS } from '../../support/words.ts';
import { waitUntil } from './wait.ts';

export const PHONE = '13800138000';
/** The page's text after a code was sent. */
export const CODE_SENT = REGISTRATION_WORDS.codeSent('138 0013 8000');
/** A trade union: no register of the service has its class. */
export const UNION = { code: '813201000000000193', name: '江苏示例科技有限公司工会委员会' };
export const NO_UNIONS = { classes: ['9', '1', '5'] };
export const COUNTER: CounterPapers = {
  bring: ['certificate', 'representative-document'],
  byAgent: ['agent-document', 'authorization'],
};
export const EMAIL = 'name@example.com';
export const CODE = '246810';
export const ASSERTION = 'header.payload.signature';

export const codeSent: Step = { status: 202, body: { resendAfter: 60, expiresIn: 300 } };
export const codeRight: Step = { body: { phoneProof: 'proof-1' } };

export const registered = (
  outcome: RegistrationAnswer['outcome'],
  change: Partial<RegistrationAnswer> = {},
): Step => ({
  body: {
    outcome,
    ...(outcome !== 'pending' && { reference: 'K7M29QXH' }),
    ...(outcome === 'certified' && { assertion: ASSERTION }),
    ...change,
  },
});

export interface RegistrationPage extends Scripted {
  element: UnitRegistration;
  events: { type: string; detail: unknown }[];
}

/** Puts `<unit-registration>` into the page, with the portal's own fields in it. */
export async function openRegistration(
  script: Script = {},
  attributes: Record<string, string> = {},
  ownFields = '',
): Promise<RegistrationPage> {
  const bff = await scripted({
    token: [{ body: { token: tokenOf({ purpose: 'registration', unit: undefined }) } }],
    challenge: [await challenge()],
    codes: [codeSent],
    proofs: [codeRight],
    register: [registered('certified')],
    ...script,
  });
  const element = document.createElement('unit-registration') as UnitRegistration;
  element.append(document.createRange().createContextualFragment(ownFields));
  const events: RegistrationPage['events'] = [];
  for (const type of ['unit-registered', 'certification-error'])
    element.addEventListener(type, (event) => events.push({ type, detail: (event as CustomEvent).detail }));
  const all = { bff: bff.bff, 'token-url': bff.tokenUrl, ...attributes };
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  document.body.append(element);
  await waitUntil(() => element.shadowRoot!.querySelector('form'), 'no form', { timeout: 5000 });
  return { ...bff, element, events };
}

export function cleanUpRegistration(): void {
  for (const element of document.querySelectorAll('unit-registration')) element.remove();
}

export const rootOf = ({ element }: RegistrationPage): ShadowRoot => element.shadowRoot!;

/** The text of the form. */
export const text = (page: RegistrationPage): string =>
  rootOf(page).querySelector<HTMLElement>('section')!.innerText;

export const read = (page: RegistrationPage, words: string): Promise<void> =>
  waitUntil(() => text(page).includes(words), `«${words}», but: ${text(page)}`, { timeout: 6000 });

export const field = (page: RegistrationPage, path: string): HTMLInputElement =>
  rootOf(page).getElementById(path.replace('.', '-')) as HTMLInputElement;

export function type(page: RegistrationPage, path: string, typed: string): void {
  const input = field(page, path);
  input.focus();
  input.value = typed;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  input.blur();
}

/** A button whose label begins like this. */
export function button(page: RegistrationPage, label: string): HTMLButtonElement {
  const buttons = [...rootOf(page).querySelectorAll('button')];
  const found = buttons.find(({ innerText }) => innerText.trim().startsWith(label));
  if (!found) throw new Error(`no button «${label}» in: ${text(page)}`);
  return found;
}

export const press = (page: RegistrationPage, label: string): void => button(page, label).click();

export const activeIn = (page: RegistrationPage): string => rootOf(page).activeElement?.id ?? '';

export async function chooseAgent(page: RegistrationPage): Promise<void> {
  rootOf(page).querySelector<HTMLInputElement>('[value="agent"]')!.click();
  await page.element.updateComplete;
}

/** The texts to type into the fields that only a registration has. */
export const OWN_TEXTS = registrationTexts({ unit: UNIT, email: EMAIL, phone: PHONE });

/** Fills in everything except the code. */
export async function fillIn(page: RegistrationPage, agent = false): Promise<void> {
  if (agent) await chooseAgent(page);
  const texts = { ...OWN_TEXTS, ...legalTexts(), ...(agent && agentTexts()) };
  for (const [path, text] of Object.entries(texts)) type(page, path, text);
}

/** Fills in everything, and proves the phone. */
export async function prove(page: RegistrationPage): Promise<void> {
  press(page, REGISTRATION_WORDS.getCode);
  await read(page, CODE_SENT);
  type(page, 'code', CODE);
  await read(page, REGISTRATION_WORDS.proven);
}

/** A page filled in and proven. */
export async function openProven(
  script: Script = {},
  attributes: Record<string, string> = {},
  ownFields = '',
): Promise<RegistrationPage> {
  const page = await openRegistration(script, attributes, ownFields);
  await fillIn(page);
  await prove(page);
  return page;
}

/** The parsed bodies of the requests. */
export const bodies = async (
  page: RegistrationPage,
  name: 'codes' | 'proofs' | 'register',
): Promise<Record<string, unknown>[]> =>
  (await page.arrived(name)).map(({ body }) => JSON.parse(body) as Record<string, unknown>);

export const keys = async (page: RegistrationPage): Promise<(string | undefined)[]> =>
  (await page.arrived('register')).map(({ headers }) => headers['idempotency-key']);
