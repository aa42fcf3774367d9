/** Removed elements leak neither listeners nor nodes. */
import { expect } from '@open-wc/testing';
import { pause } from '../support/business.ts';
import { ListenerCount } from '../support/listeners.ts';
import { cleanUp } from '../support/page.ts';
import { fill, shown } from '../support/user.ts';
import { type Scripted, scripted, tokenOf } from '../support/scripted.ts';
import type { UnitCertification } from '../../../widget/unit-certification.ts';
import '../../../widget/unit-certification-center.ts';
import { TITLES } from '../../support/words.ts';

const USES: readonly [name: string, attributes: Record<string, string>][] = [
  ['unit-certification', {}],
  ['unit-certification', { open: '' }],
  ['unit-certification-center', {}],
  ['unit-certification', { for: 'a' }],
];

/** Available with Chromium's flag `--js-flags=--expose-gc` (`test/wtr.config.mjs`). */
const { gc } = globalThis as { gc?: (options: { execution: 'async' }) => Promise<void> };

/** Not `waitUntil`, whose timer keeps a reference to the condition. */
async function until(isSo: () => unknown): Promise<void> {
  for (let turn = 0; !(await isSo()) && turn < 200; turn++) await pause(20);
  expect(await isSo(), String(isSo)).to.be.ok;
}

const see = (element: Element, text: string): Promise<void> => until(() => shown(element).includes(text));

/** Adds elements of all uses to the page, opens some dialogs, and removes everything. Returns weak references to the nodes. */
async function comeAndGo(where: Scripted, rounds: number): Promise<WeakRef<Element>[]> {
  const nodes: WeakRef<Element>[] = [];
  for (let round = 0; round < rounds; round++) {
    const elements = USES.map(([name, attributes]) => put(name, where, attributes));
    const [prompt, form, center, gate] = elements as [UnitCertification, ...UnitCertification[]];
    await see(form!, TITLES.form);
    await until(() => center!.shadowRoot!.querySelector('[part~="row"]'));
    fill(form!, 'legalRepresentative.idNumber', '11010519491231002X');
    if (round % 5 === 0) {
      const asked = gate!.requireCertified('社保缴费');
      await see(gate!, '“社保缴费”');
      for (const { shadowRoot } of [prompt, form!, gate!]) nodes.push(...dialogsOf(shadowRoot!));
      gate!.remove();
      expect(await asked).to.equal(false);
    }
    for (const element of elements) {
      element.remove();
      nodes.push(new WeakRef(element));
    }
  }
  return nodes;
}

const dialogsOf = (root: ShadowRoot): WeakRef<Element>[] =>
  [...root.querySelectorAll('dialog, input')].map((node) => new WeakRef(node));

function put(
  name: string,
  { bff, tokenUrl }: Scripted,
  attributes: Record<string, string>,
): UnitCertification {
  const element = document.createElement(name) as UnitCertification;
  for (const [attribute, value] of Object.entries({ bff, 'token-url': tokenUrl, ...attributes }))
    element.setAttribute(attribute, value);
  document.body.append(element);
  return element;
}

/** Adds elements, and removes them while the token is on its way. */
async function passThrough(where: Scripted, count: number): Promise<WeakRef<Element>[]> {
  const elements = Array.from({ length: count }, () => put('unit-certification', where, {}));
  await until(async () => (await where.arrived('token')).length > 0);
  for (const element of elements) element.remove();
  return elements.map((element) => new WeakRef(element));
}

async function expectCollected(nodes: readonly WeakRef<Element>[]): Promise<void> {
  expect(gc, 'the flag that gives the test a garbage collector').to.be.a('function');
  for (let turn = 0; turn < 100 && nodes.some((node) => node.deref()); turn++) {
    await pause(100);
    await gc!({ execution: 'async' });
  }
  // A leak keeps at least every fourth element. The browser itself may keep the last node (the last focus, the last request).
  const left = nodes.flatMap((node) => node.deref()?.outerHTML.slice(0, 80) ?? []);
  expect(left.length, left.join('\n')).to.be.at.most(1);
}

describe('elements that are added and removed', function () {
  this.timeout(60_000);
  const count = new ListenerCount([window, document]);
  before(() => count.begin());
  after(() => count.end());
  afterEach(cleanUp);

  it('leak no listener and no node', async () => {
    // The first elements add the listeners that a page has once: the draft's for `pagehide`, and that for a sign-out.
    const where = await scripted();
    await comeAndGo(where, 1);
    await pause(100);
    const before = count.all();
    expect(before).to.deep.equal({ pagehide: 1, 'unit-certification-sign-out': 1 });
    const nodes = await comeAndGo(where, 25);
    expect(nodes.length).to.be.greaterThan(100);
    await pause(100);
    expect(count.all()).to.deep.equal(before);

    await expectCollected(nodes);
  });

  it('leak no node when they leave before the token comes, which another element awaits', async () => {
    const where = await scripted({ token: [{ body: { token: tokenOf() }, delay: 500 }] });
    const stays = put('unit-certification', where, { for: 'a' });
    const nodes = await passThrough(where, 10);
    await until(async () => (await where.arrived('status')).length > 0);
    await stays.refresh();
    await expectCollected(nodes);
  });
});
