/** A widget in a portal's bundle may be older than the service, whose answers then say things that it does not know. */
import { expect } from '@open-wc/testing';
import components from '../../../bff/contract/components.json' with { type: 'json' };
import type { CertificationStatus, KindView } from '../../../bff/contract/wire.ts';
import { withNext } from '../../support/next.ts';
import { REGISTRATION_WORDS, TITLES, WORDS } from '../../support/words.ts';
import { openCentre } from '../support/center.ts';
import { type ConsoleLog, listenToConsole, restoreConsole } from '../support/console.ts';
import { cleanUp, openPage } from '../support/page.ts';
import {
  COUNTER,
  NO_UNIONS,
  UNION,
  cleanUpRegistration,
  openProven,
  openRegistration,
  press,
  read,
  registered,
  text,
  type,
} from '../support/registration.ts';
import { challenge } from '../support/challenge.ts';
import { formOf, statusOf } from '../support/scripted.ts';
import { shown } from '../support/user.ts';
import { waitUntil } from '../support/wait.ts';

interface Schema {
  $ref?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
}

const SCHEMAS = components as Record<string, Schema>;

/** The paths of the members whose value is one of a list. */
function unionsIn({
  $ref,
  enum: values,
  const: value,
  anyOf = [],
  items,
  properties = {},
}: Schema): string[] {
  if ($ref) return unionsIn(SCHEMAS[$ref.split('/').at(-1)!]!);
  if (values || typeof value === 'string') return [''];
  return [
    ...anyOf.flatMap(unionsIn),
    ...(items ? unionsIn(items).map((path) => `[]${path}`) : []),
    ...Object.entries(properties).flatMap(([name, each]) => unionsIn(each).map((path) => `.${name}${path}`)),
  ];
}

const unionsOf = (name: string): Set<string> => new Set(unionsIn(SCHEMAS[name]!));

/** `value` with `newer` at the path. The very value where it has nothing there. */
function withNewer(value: unknown, path: string): unknown {
  if (path === '') return value ? 'newer' : value;
  const [, list, name, rest = ''] = /^(?:(\[\])|\.(\w+))(.*)$/.exec(path)!;
  if (list) {
    const before = value as unknown[];
    const after = before.map((each) => withNewer(each, rest));
    return after.some((each, index) => each !== before[index]) ? after : before;
  }
  const before = value as Record<string, unknown>;
  const member = before[name!];
  const after = member == null ? member : withNewer(member, rest);
  return after === member ? before : { ...before, [name!]: after };
}

const AT = '2026-11-24T08:00:00Z';
const SOON = new Date(Date.now() + 5 * 86_400_000).toISOString();
const REFERENCE = 'P4XW7TRH';

const withRealName = (status: CertificationStatus, change: Partial<KindView>): CertificationStatus =>
  withNext({
    ...status,
    kinds: status.kinds.map((view) =>
      view.kind === 'real-name' ? { ...view, ...change } : { ...view, method: 'portal' as const },
    ),
  });
const atCounter = { form: formOf('market', true) };
const ofCase = { reference: REFERENCE, openedAt: AT, until: SOON, bring: ['certificate' as const] };

/** Each union has a value in one of them. */
const STATUSES: Record<string, CertificationStatus> = {
  certified: {
    ...withRealName(statusOf('certified', { since: AT, by: 'agent' }), {
      method: 'partner',
      elsewhere: true,
    }),
    terms: [
      { since: AT, endedAt: AT, endReason: 'replaced', by: 'agent', method: 'counter', elsewhere: true },
    ],
    history: [{ outcome: 'certified', reference: REFERENCE, applicant: 'agent', at: AT }],
  },
  due: statusOf('certified', { since: AT, due: { at: SOON, reason: 'representative-changed' } }),
  lapsed: statusOf('lapsed', { lapse: 'registration-changed' }),
  pending: statusOf('pending'),
  refused: statusOf('uncertified', { refused: 'registry-mismatch', ...atCounter }),
  'used up': statusOf('uncertified', { attempts: { remaining: 0, resetsAt: SOON } }),
  'without a source': statusOf('uncertified', { form: { fields: [], reason: 'no-source' } }),
  'with a case': statusOf('uncertified', { ...atCounter, case: { ...ofCase, state: 'open' } }),
  'after a case': statusOf('uncertified', {
    ...atCounter,
    case: { ...ofCase, state: 'refused', endedAt: AT, reason: 'papers-missing' },
  }),
};

describe('an answer of a newer service', () => {
  let log: ConsoleLog;
  beforeEach(() => {
    log = listenToConsole();
  });
  afterEach(() => {
    restoreConsole();
    cleanUp();
    cleanUpRegistration();
  });

  const isSaid = (text: string): boolean => text !== '' && !text.includes(WORDS.prompt.opening);

  async function showsCenter(body: unknown, name: string): Promise<void> {
    const { element } = await openCentre({ status: [{ body }] });
    const center = (): Element | null => element.shadowRoot!.querySelector('[part=center]');
    await waitUntil(() => center()?.getAttribute('aria-busy') === 'false', `no center: ${name}`);
    await element.updateComplete;
    expect(center()!.textContent, `center: ${name}`).not.to.include('undefined');
    const names = [...center()!.querySelectorAll('[part~=label]')].map(({ textContent }) => textContent);
    expect(names, `center: ${name}`).not.to.include('');
    cleanUp();
  }

  async function showsDialogs(body: unknown, name: string): Promise<void> {
    const { element, events } = await openPage({}, { status: [{ body }] });
    const says = (): string => shown(element);
    await waitUntil(() => events.some(({ type }) => type === 'certification-status'), `no status: ${name}`);
    await element.updateComplete;
    expect(says(), `prompt: ${name}`).not.to.include('undefined');
    element.close();
    await element.updateComplete;
    element.open();
    await waitUntil(() => isSaid(says()), `no form: ${name}`);
    expect(says(), `form: ${name}`).not.to.include('undefined');
    element.close();
    await element.updateComplete;
    let goes = false;
    void element.requireCertified('申请').then((certified) => (goes = certified));
    await waitUntil(() => goes || isSaid(says()), `no gate: ${name}`);
    expect(says(), `gate: ${name}`).not.to.include('undefined');
    cleanUp();
  }

  for (const path of unionsOf('CertificationStatus'))
    it(`is shown with an unknown member in status${path}`, async () => {
      const having = Object.entries(STATUSES).filter(([, status]) => withNewer(status, path) !== status);
      expect(having, 'a status that has it').not.to.deep.equal([]);
      for (const [name, status] of having) {
        const body = withNewer(status, path);
        await showsCenter(body, name);
        await showsDialogs(body, name);
      }
      expect(log.error).to.deep.equal([]);
    });

  for (const path of unionsOf('RegistrationAnswer'))
    it(`is shown with an unknown member in registration${path}`, async () => {
      const { body } = registered('rejected', { reason: 'unit-mismatch' });
      const page = await openProven({ register: [{ body: withNewer(body, path) }] });
      press(page, REGISTRATION_WORDS.submit);
      await read(page, path === '.outcome' ? TITLES.unavailable : TITLES.peopleRejected);
      expect(text(page)).not.to.include('undefined');
      expect(log.error).to.deep.equal([]);
    });

  it('is shown with unknown papers for the counter', async () => {
    const body = { ...NO_UNIONS, counter: COUNTER };
    const papers = unionsOf('RegistrationChallenge');
    const newer = [...papers].reduce<unknown>(withNewer, body) as object;
    expect([...papers]).to.deep.equal(['.counter.bring[]', '.counter.byAgent[]']);
    const page = await openRegistration({ challenge: [await challenge(newer)] });
    type(page, 'unit.code', UNION.code);
    await read(page, REGISTRATION_WORDS.counter.title);
    expect(text(page)).not.to.include('undefined');
    expect(log.error).to.deep.equal([]);
  });
});
