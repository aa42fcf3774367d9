/** Whether an element is rendered. */
import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import { isRendered } from '../../../widget/page/rendered.ts';

const place = async (style: string): Promise<HTMLElement> =>
  (
    await fixture<HTMLElement>(
      html`<div style=${style}>
        <p><b></b></p>
      </div>`,
    )
  ).querySelector('b')!;

async function inPage(content: string): Promise<HTMLElement> {
  const place = await fixture<HTMLElement>(html`<div></div>`);
  place.innerHTML = content;
  return place;
}

/** An element inside a host whose shadow root has this HTML. */
async function inHost(shadow: string): Promise<HTMLElement> {
  const host = await fixture<HTMLElement>(html`<div><b></b></div>`);
  host.attachShadow({ mode: 'open' }).innerHTML = shadow;
  return host.querySelector('b')!;
}

describe('an element is rendered', () => {
  afterEach(fixtureCleanup);

  for (const style of [
    '',
    'display: contents',
    'visibility: hidden',
    'opacity: 0',
    'position: absolute; left: -9999px',
    'height: 0; overflow: hidden',
  ])
    it(`under «${style}»`, async () => {
      expect(isRendered(await place(style))).to.equal(true);
    });

  it('in an open <details>', async () => {
    expect(isRendered((await inPage('<details open><b></b></details>')).querySelector('b')!)).to.equal(true);
  });

  it('in a slot, and in a shadow root', async () => {
    const slotted = await inHost('<section><slot></slot></section>');
    expect(isRendered(slotted)).to.equal(true);
    const within = (await inHost('<i></i>')).parentElement!.shadowRoot!.querySelector('i')!;
    expect(isRendered(within)).to.equal(true);
  });

  it('with display: contents of its own', async () => {
    const element = await place('');
    element.style.display = 'contents';
    expect(isRendered(element)).to.equal(true);
  });
});

describe('an element is not rendered', () => {
  afterEach(fixtureCleanup);

  it('outside of the page', () => {
    expect(isRendered(document.createElement('b'))).to.equal(false);
  });

  it('under display: none, or with it', async () => {
    expect(isRendered(await place('display: none'))).to.equal(false);
    const element = await place('');
    element.hidden = true;
    expect(isRendered(element)).to.equal(false);
  });

  for (const content of [
    '<details><summary></summary><p><b></b></p></details>',
    '<div hidden="until-found"><p><b></b></p></div>',
    '<div style="content-visibility: hidden"><b></b></div>',
    '<div style="content-visibility: hidden"><details open><p><b></b></p></details></div>',
  ])
    it(`in ${content}`, async () => {
      expect(isRendered((await inPage(content)).querySelector('b')!)).to.equal(false);
    });

  it('in a slot that is hidden, in a hidden host, without a slot', async () => {
    expect(isRendered(await inHost('<section style="display: none"><slot></slot></section>'))).to.equal(
      false,
    );
    expect(isRendered(await inHost('<slot style="display: none"></slot>'))).to.equal(false);
    expect(isRendered(await inHost('<section></section>'))).to.equal(false);
    const host = (await inHost('<i></i>')).parentElement!;
    host.hidden = true;
    expect(isRendered(host.shadowRoot!.querySelector('i')!)).to.equal(false);
  });
});
