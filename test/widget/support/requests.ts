/**
 * The requests that carry what a user has typed, as one table: how a test reaches the button that sends each, and the
 * words that each has of its own. What is true of all of them is tested once, over the table.
 */
import { fieldsOf, memberOf } from '../../../bff/contract/forms.ts';
import { CLAIM_FIELDS, sourceOf } from '../../../bff/contract/sources.ts';
import type { Reason } from '../../../bff/contract/reasons.ts';
import type { Attempts, CertificationAnswer } from '../../../bff/contract/wire.ts';
import type { Refusal as RefusalWords } from '../../../bff/contract/zh-Hans/refusals.ts';
import type { Copy } from '../../../widget/dialog/copy.ts';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import type { UnitRegistration } from '../../../widget/unit-registration.ts';
import { cleanUp, openFilledForm, openForm, openSubmitted } from './page.ts';
import { ASSERTION, cleanUpRegistration, openProven, openRegistration, registered } from './registration.ts';
import { type Script, type Scripted, type Step, UNIT, answered, formOf, statusOf } from './scripted.ts';
import { fill, input, press, see } from './user.ts';
import { CONTACT_IDS, INPUT_IDS, UNIT_IDS } from '../../support/fields.ts';
import { REGISTRATION_WORDS, TITLES, WORDS, registrationWordsFor, wordsFor } from '../../support/words.ts';

type Told = { type: string; detail: unknown }[];

export interface RequestPage extends Scripted {
  element: UnitCertification | UnitRegistration;
  events: Told;
}

export interface Request {
  element: 'unit-certification' | 'unit-registration';
  request: 'submit' | 'register' | 'recheck';
  /** Filled in: pressing `button` sends it. */
  open(script?: Script, attributes?: Record<string, string>): Promise<RequestPage>;
  button: string;
  success: Step;
  succeeded: string;
  /** Answers that claim a success and lack a part of it, or claim something unknown. */
  incomplete: unknown[];
  /** Events of a success, without those about the status. */
  tells: Told;
  sessionExpired: string;
  /** Tries again after a new login. */
  loggedIn: string;
  /** Leaves a problem that the user cannot mend; absent where nothing covers the page. */
  close?: string;
}

type Refusal = Pick<Partial<CertificationAnswer>, 'reason' | 'reference'> & { attempts?: Attempts };

/** A request with a form of its own. */
export interface FormRequest extends Request {
  request: 'submit' | 'register';
  openEmpty(attributes?: Record<string, string>): Promise<RequestPage>;
  /** Its fields, an agent’s among them, without those of the phone. */
  paths: readonly string[];
  /** For a unit of this class; filled in. */
  openFor(code: string, answers: Step[]): Promise<RequestPage>;
  /** From a message back to the fields; `correctable`: the message leads there itself. */
  back(page: RequestPage, correctable?: boolean): Promise<void>;
  rejected(refusal: Refusal & { reason: Reason }): Step;
  tellsRefusal(reason: Reason): Told;
  refusalsFor(code: string): Partial<Record<string, Copy>>;
  /** Shown with a refusal as long as the fields can be sent again. */
  correctable: string;
  pending: string;
  /** The registry is busy, then it has decided. */
  decidedLater(decision: 'certified' | 'rejected'): Script;
}

const formSourceOf = (code: string) => sourceOf(code) ?? 'partner';

/** Whether the form asks the unit with this code for its founding date. */
export const asksForDate = (code: string): boolean =>
  fieldsOf(formSourceOf(code)).some(({ id }) => id === 'foundedOn');

/** The fields that the form asks of the unit and a register compares, as the form calls them. */
function comparedOf(code: string): string {
  const asked = fieldsOf(formSourceOf(code)).filter(({ id }) =>
    CLAIM_FIELDS.some((member) => member === memberOf(id)),
  );
  return new Intl.ListFormat('zh-Hans').format(asked.map(({ id }) => WORDS.form.fields[id].label));
}

const withFields = (refusals: Record<string, RefusalWords>, code: string): Record<string, Copy> =>
  Object.fromEntries(
    Object.entries(refusals).map(([reason, { title, said, next }]) => [
      reason,
      { title, text: [said, next.replace('{fields}', comparedOf(code))] },
    ]),
  );

export const CERTIFICATION: FormRequest = {
  element: 'unit-certification',
  request: 'submit',
  open: openFilledForm,
  button: WORDS.form.submit,
  success: answered('certified'),
  succeeded: TITLES.certified,
  incomplete: [{ outcome: 'ok' }, {}],
  tells: [{ type: 'certification-submitted', detail: { outcome: 'certified' } }],
  sessionExpired: TITLES.sessionExpired,
  loggedIn: WORDS.results.loggedIn,
  close: WORDS.results.close,
  openEmpty: openForm,
  paths: INPUT_IDS,
  openFor: (code, submit) =>
    openFilledForm({
      submit,
      status: [
        {
          body: statusOf('uncertified', {
            unit: { code, name: '云川市某单位' },
            form: formOf(formSourceOf(code)),
          }),
        },
      ],
    }),
  back: async ({ element }, correctable = true) => {
    press(element, correctable ? WORDS.results.back : WORDS.results.ways.inactive.certify.button);
    await see(element, TITLES.form);
  },
  rejected: (refusal) => answered('rejected', refusal),
  tellsRefusal: (reason) => [{ type: 'certification-submitted', detail: { outcome: 'rejected', reason } }],
  refusalsFor: (code) => withFields(wordsFor(code).results.rejected, code),
  correctable: WORDS.results.back,
  pending: WORDS.results.pending.said,
  decidedLater: (decision) => ({
    submit: [answered('pending', { reason: 'registry-unavailable' })],
    status: [
      statusOf('uncertified'),
      statusOf('pending'),
      decision === 'certified'
        ? statusOf('certified')
        : statusOf('uncertified', { refused: 'registry-mismatch' }),
    ].map((body) => ({ body })),
  }),
};

export const REGISTRATION: FormRequest = {
  element: 'unit-registration',
  request: 'register',
  open: openProven,
  button: REGISTRATION_WORDS.submit,
  success: registered('certified'),
  succeeded: TITLES.registered,
  incomplete: [{ outcome: 'certified' }, { outcome: 'ok', assertion: 'x' }, {}],
  tells: [{ type: 'unit-registered', detail: { unit: UNIT, assertion: ASSERTION } }],
  sessionExpired: REGISTRATION_WORDS.sessionExpired.title,
  loggedIn: WORDS.prompt.retry,
  openEmpty: (attributes) => openRegistration({}, attributes),
  // The phone is proven: it cannot be typed again.
  paths: [...UNIT_IDS, ...INPUT_IDS, ...CONTACT_IDS.filter((id) => id !== 'phone')],
  openFor: async (code, register) => {
    const page = await openProven({ register });
    fill(page.element, 'unit.code', code);
    return page;
  },
  back: ({ element }, correctable = true) => {
    // Another code must be typed, or the same anew.
    if (!correctable) fill(element, 'unit.code', input(element, 'unit.code').value);
    return Promise.resolve();
  },
  rejected: (refusal) => registered('rejected', refusal),
  tellsRefusal: () => [],
  refusalsFor: (code) => withFields(registrationWordsFor(code).refused, code),
  correctable: REGISTRATION_WORDS.correctIt,
  pending: REGISTRATION_WORDS.pending.text[0]!,
  decidedLater: (decision) => ({
    register: [
      registered('pending', { reason: 'registry-unavailable' }),
      registered(decision, decision === 'rejected' ? { reason: 'registry-mismatch' } : {}),
    ],
  }),
};

export const UNTIL = '2026-12-24T15:59:59.999Z';

/** The re-check of a refused certification, whose dialog asks for consent. */
export const RECHECK: Request = {
  element: 'unit-certification',
  request: 'recheck',
  open: async (script = {}, attributes = {}) => {
    const refused = answered('rejected', { reason: 'registry-mismatch' });
    const page = await openSubmitted({ submit: [refused], ...script }, attributes);
    await see(page.element, TITLES.rejected);
    press(page.element, WORDS.results.ways.refused.recheck.button);
    await see(page.element, WORDS.kept.consent.recheck.keeps);
    page.events.length = 0;
    return page;
  },
  button: WORDS.kept.agree,
  success: answered('kept', { until: UNTIL }),
  succeeded: TITLES.recheckKept,
  incomplete: [{ code: 0, msg: 'ok' }, {}],
  tells: [{ type: 'certification-submitted', detail: { outcome: 'kept' } }],
  sessionExpired: TITLES.sessionExpired,
  loggedIn: WORDS.results.loggedIn,
  close: WORDS.results.close,
};

export const FORMS: readonly FormRequest[] = [CERTIFICATION, REGISTRATION];
export const REQUESTS: readonly Request[] = [...FORMS, RECHECK];

/** Opened, its button pressed, and answered step by step. */
export async function send(
  { open, request, button }: Request,
  answers: Step[],
  attributes: Record<string, string> = {},
): Promise<RequestPage> {
  const page = await open({ [request]: answers }, attributes);
  press(page.element, button);
  return page;
}

/** The events that the page got, without those about the status. */
export const told = ({ events }: RequestPage): Told =>
  events.filter(({ type }) => type !== 'certification-status');

/** The idempotency keys that have arrived, one for each request. */
export const keysOf = async (page: RequestPage, { request }: Request): Promise<(string | undefined)[]> =>
  (await page.arrived(request)).map(({ headers }) => headers['idempotency-key']);

/** After each test. */
export function cleanUpRequests(): void {
  cleanUp();
  cleanUpRegistration();
}
