/** A pinned script, behind a portal's proxy: `/uc/widget/1.2.3/unit-certification.js`, its digest checked. */
import { expect } from '@open-wc/testing';
import { VERSION } from '../../../bff/contract/version.ts';
import { press, see } from '../support/user.ts';
import { scripted } from '../support/scripted.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

interface Manifest {
  version: string;
  files: Record<string, { integrity: string }>;
}

describe('a pinned version', function () {
  this.timeout(15_000);
  let manifest: Manifest;

  before(async () => {
    manifest = (await (await fetch('/built/widget/manifest.json')).json()) as Manifest;
  });
  afterEach(() => document.querySelector('iframe')?.remove());

  /** `src` of the script; the element has no `bff`. */
  const openPage = async (script: (bff: string) => string, integrity: string) => {
    const { bff, tokenUrl, arrived } = await scripted({});
    const frame = document.createElement('iframe');
    const query = { page: 'pinned', script: script(bff), integrity, 'token-url': tokenUrl };
    frame.src = `/strict?${new URLSearchParams(query)}`;
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener('load', resolve));
    const element = frame.contentDocument!.querySelector<HTMLElement>('unit-certification')!;
    return { element, window: frame.contentWindow!, arrived };
  };
  const pinned = (bff: string) => `${bff}/widget/${VERSION}/unit-certification.js`;

  it('finds its BFF before the version, and its chunks below it', async () => {
    const { element, window, arrived } = await openPage(
      pinned,
      manifest.files['unit-certification.js']!.integrity,
    );
    await waitUntil(() => element.shadowRoot, 'not defined');
    await see(element, TITLES.prompt);
    expect(await arrived('status')).to.have.length(1);
    press(element, WORDS.prompt.confirm);
    await see(element, TITLES.form);
    const chunks = window.performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('/chunks/'));
    expect(chunks.length).to.be.at.least(1);
    for (const { name } of chunks) expect(name).to.include(`/widget/${VERSION}/chunks/`);
  });

  it('does not run when its digest differs', async () => {
    const other = manifest.files['unit-certification.classic.js']!.integrity;
    const { element, window } = await openPage(pinned, other);
    expect(window.customElements.get('unit-certification')).to.equal(undefined);
    expect(element.shadowRoot).to.equal(null);
  });

  it('is given by the element and by the manifest', async () => {
    const { window } = await openPage(
      () => '/built/widget/unit-certification.js',
      manifest.files['unit-certification.js']!.integrity,
    );
    const element = await window.customElements.whenDefined('unit-certification');
    expect((element as { version?: string }).version).to.equal(VERSION);
    expect(manifest.version).to.equal(VERSION);
  });
});
