/** Pages that change built-in objects, browsers without some functions, and a server that checks more than the form. */
import { expect } from '@open-wc/testing';
import { type Page, cleanUp, openFilledForm } from '../support/page.ts';
import { press, see, shown } from '../support/user.ts';
import { answered, problem, statusOf } from '../support/scripted.ts';
import { TITLES, WORDS, labelOf } from '../../support/words.ts';

/** Version 4 of RFC 9562, quoted as a structured field. */
const KEY = /^"[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}"$/;

const LEGAL_BODY = {
  legalRepresentative: { name: '张三', idNumber: '11010519491231002X' },
  foundedOn: '2001-05-18',
  applicant: 'legal-representative',
};

describe('a browser without crypto.randomUUID', () => {
  const original = Object.getOwnPropertyDescriptor(Crypto.prototype, 'randomUUID')!;
  beforeEach(() => delete (Crypto.prototype as Partial<Crypto>).randomUUID);
  afterEach(() => {
    Object.defineProperty(Crypto.prototype, 'randomUUID', original);
    cleanUp();
  });

  it('gives each submission a key too', async () => {
    const refused = answered('rejected', { reason: 'registry-mismatch' });
    const page = await openFilledForm({ submit: [refused, answered('certified')] });
    press(page.element, WORDS.form.submit);
    await see(page.element, TITLES.rejected);
    press(page.element, WORDS.results.back);
    await see(page.element, TITLES.form);
    press(page.element, WORDS.form.submit);
    await see(page.element, TITLES.certified);
    const keys = (await page.arrived('submit')).map(({ headers }) => headers['idempotency-key']);
    expect(keys).to.have.length(2);
    for (const key of keys) expect(key).to.match(KEY);
    expect(keys[0]).not.to.equal(keys[1]);
  });
});

describe('a page that puts toJSON on objects and arrays', () => {
  const patched = [Object.prototype, Array.prototype] as { toJSON?: unknown }[];

  /** Adds `toJSON` as Prototype.js does, which serializes a text twice. */
  function patch(): void {
    for (const prototype of patched) prototype.toJSON = () => 'patched';
  }
  function mend(): void {
    for (const prototype of patched) delete prototype.toJSON;
  }
  afterEach(() => {
    mend();
    cleanUp();
  });

  async function bodies(page: Page, name: 'submit' | 'recheck'): Promise<unknown[]> {
    return (await page.arrived(name)).map(({ body }) => JSON.parse(body) as unknown);
  }

  it('does not change the requests', async () => {
    const refused = answered('rejected', { reason: 'registry-mismatch' });
    const page = await openFilledForm({
      submit: [refused],
      recheck: [answered('kept', { until: '2026-12-24T15:59:59.999Z' })],
    });
    patch();
    press(page.element, WORDS.form.submit);
    await see(page.element, TITLES.rejected);
    press(page.element, WORDS.results.ways.refused.recheck.button);
    await see(page.element, WORDS.kept.consent.recheck.keeps);
    press(page.element, WORDS.kept.agree);
    await see(page.element, TITLES.recheckKept);
    mend();
    expect(await bodies(page, 'submit')).to.deep.equal([LEGAL_BODY]);
    expect(await bodies(page, 'recheck')).to.deep.equal([
      { ...LEGAL_BODY, intent: 'recheck', consent: true },
    ]);
  });

  it('does not change the events', async () => {
    const page = await openFilledForm();
    patch();
    await page.element.refresh();
    await page.element.refresh();
    mend();
    await page.script({ status: [{ body: statusOf('certified') }] });
    patch();
    await page.element.refresh();
    mend();
    const heard = page.events.filter(({ type }) => type === 'certification-status');
    expect(heard.map(({ detail }) => detail)).to.deep.equal([statusOf('uncertified'), statusOf('certified')]);
  });
});

describe('an error of the server that no field can show', () => {
  afterEach(cleanUp);

  for (const path of ['applicant', 'agent.name', 'legalRepresentative', 'somethingNew'])
    it(`gets a dialog: ${path}`, async () => {
      const errors = [{ path, code: 'required' as const }];
      const page = await openFilledForm({ submit: [problem(422, 'invalid-fields', { errors })] });
      press(page.element, WORDS.form.submit);
      await see(page.element, TITLES.misconfigured);
      expect(shown(page.element)).to.include('invalid-fields');
      press(page.element, WORDS.results.close);
    });

  it('is shown at the fields as far as possible', async () => {
    const errors = [
      { path: 'applicant', code: 'required' as const },
      { path: 'legalRepresentative.name', code: 'bad-characters' as const },
    ];
    const page = await openFilledForm({ submit: [problem(422, 'invalid-fields', { errors })] });
    press(page.element, WORDS.form.submit);
    await see(
      page.element,
      WORDS.form.error('name', 'bad-characters', labelOf('legalRepresentative.name'), 0),
    );
  });
});
