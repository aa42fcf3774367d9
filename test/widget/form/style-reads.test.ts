/** Typing reads no styles and no sizes: each would make the browser lay out the whole page of the portal for one character. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { openRegistration } from '../support/registration.ts';
import { FORMS, type RequestPage, cleanUpRequests } from '../support/requests.ts';
import { active, agentTexts, input, press, query } from '../support/user.ts';
import { REGISTRATION_WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

/** By prototype: what makes the browser compute styles or the layout. */
const READS: [prototype: object, names: string[]][] = [
  [
    Element.prototype,
    [
      ...['getBoundingClientRect', 'getClientRects', 'checkVisibility', 'scrollIntoView'],
      ...['clientWidth', 'clientHeight', 'clientTop', 'clientLeft'],
      ...['scrollWidth', 'scrollHeight', 'scrollTop', 'scrollLeft'],
    ],
  ],
  [
    HTMLElement.prototype,
    ['offsetWidth', 'offsetHeight', 'offsetTop', 'offsetLeft', 'offsetParent', 'innerText'],
  ],
  [Range.prototype, ['getBoundingClientRect', 'getClientRects']],
  [Document.prototype, ['elementFromPoint']],
  [window, ['getComputedStyle', 'innerWidth', 'innerHeight', 'scrollX', 'scrollY']],
];

/** Notes every read until `end()`. */
function watchReads(): { reads: string[]; end(): void } {
  const reads: string[] = [];
  const undo = READS.flatMap(([prototype, names]) =>
    names.map((name) => {
      const own = Object.getOwnPropertyDescriptor(prototype, name)!;
      const { get, value } = own as { get?: () => unknown; value?: (...all: unknown[]) => unknown };
      const noted = get
        ? {
            get(this: unknown) {
              reads.push(name);
              return get.call(this);
            },
          }
        : {
            value(this: unknown, ...all: unknown[]) {
              reads.push(name);
              return value!.apply(this, all);
            },
          };
      Object.defineProperty(prototype, name, { ...own, ...noted });
      return () => Object.defineProperty(prototype, name, own);
    }),
  );
  return { reads, end: () => undo.forEach((each) => each()) };
}

async function readsWhileTyping(element: RequestPage['element'], path: string): Promise<string[]> {
  const field = input(element, path);
  field.focus();
  // Entering a field brings it into view, which may read sizes.
  await element.updateComplete;
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const watch = watchReads();
  try {
    await sendKeys({ type: '110105' });
    await waitUntil(() => field.value === '110105', path);
    await element.updateComplete;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  } finally {
    watch.end();
  }
  return watch.reads;
}

for (const each of FORMS)
  describe(`typing, ${each.element}`, () => {
    afterEach(cleanUpRequests);

    it('is watched', () => {
      const watch = watchReads();
      void getComputedStyle(document.body).color;
      void document.body.offsetWidth;
      watch.end();
      expect(watch.reads).to.deep.equal(['getComputedStyle', 'offsetWidth']);
    });

    it('reads no styles and no sizes in any field', async () => {
      const { element } = await each.openEmpty();
      for (const path of each.paths.filter((id) => !(id in agentTexts())))
        expect(await readsWhileTyping(element, path), path).to.deep.equal([]);
    });
  });

describe('typing while a summary counts errors of the page’s own fields', () => {
  afterEach(cleanUpRequests);

  it('reads no styles and no sizes', async () => {
    const own = '<label>登录名 <input required /></label>';
    const { element } = await openRegistration({}, {}, own);
    press(element, REGISTRATION_WORDS.submit);
    await waitUntil(() => active({ element })?.id === 'summary');
    expect(query(element, '#summary').innerText).to.include('登录名');
    expect(await readsWhileTyping(element, 'unit.name')).to.deep.equal([]);
  });
});
