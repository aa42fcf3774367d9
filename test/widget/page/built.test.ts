/** The built files, in a page with the strictest content security policy. */
import { expect } from '@open-wc/testing';
import { openFrame, type } from '../support/frame.ts';
import { press, see, shown } from '../support/user.ts';
import { answered, problem, statusOf } from '../support/scripted.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 400));

describe('built widget', function () {
  this.timeout(15_400);

  afterEach(() => {
    for (const frame of document.querySelectorAll('iframe')) frame.remove();
  });

  it('certifies a unit under the strictest policy without a violation', async () => {
    const { element, window, files } = await openFrame('strict', {}, { submit: [answered('certified')] });
    await see(element, TITLES.prompt);
    press(element, WORDS.prompt.confirm);
    await see(element, TITLES.form);
    type(element, 'legalRepresentative-name', '张三');
    type(element, 'legalRepresentative-idNumber', '11010519491231002X');
    type(element, 'foundedOn', '20010518');
    press(element, WORDS.form.submit);
    await see(element, TITLES.certified);
    expect(window.violations).to.deep.equal([]);
    expect(element.shadowRoot!.adoptedStyleSheets).not.to.be.empty;
    expect(element.shadowRoot!.querySelector('style')).to.equal(null);
    expect(files().filter((name) => name.startsWith('chunks/'))).to.have.length(3);
  });

  it('explains a problem in the console without downloading the form', async () => {
    const { files } = await openFrame('strict', {}, { status: [problem(403, 'origin-not-allowed')] });
    await waitUntil(() => files().some((name) => name.includes('explain-problem')), 'nothing is explained');
    await settle();
    expect(files().filter((name) => /chunks\/flow/.test(name))).to.deep.equal([]);
  });

  it('downloads only the entry script and the words of the prompt for a certified unit', async () => {
    const { element, files, arrived } = await openFrame(
      'strict',
      {},
      { status: [{ body: statusOf('certified') }] },
    );
    await waitUntil(async () => (await arrived('status')).length === 1);
    await settle();
    expect(shown(element)).to.equal('');
    const [script, words, ...others] = files();
    expect(script).to.equal('unit-certification.js');
    expect(words).to.match(/^chunks\/first-zh-Hans-/);
    expect(others).to.deep.equal([]);
  });

  it('makes no request with known-status certified', async () => {
    const { files, arrived } = await openFrame('strict', { 'known-status': 'certified' });
    await settle();
    expect(await arrived('token')).to.have.length(0);
    expect(await arrived('status')).to.have.length(0);
    expect(files()).to.deep.equal(['unit-certification.js']);
  });

  it('loads the other languages only when they are used', async () => {
    const { element, files } = await openFrame('strict', { locale: 'en' });
    await see(element, 'Verify your organization');
    expect(files().filter((name) => /zh-Han/.test(name))).to.deep.equal([]);
  });

  it('loads by the classic loader too, also twice, and together with the module', async () => {
    const { element, files, window } = await openFrame('classic');
    await see(element, TITLES.prompt);
    expect(window.violations).to.deep.equal([]);
    expect(files().filter((name) => name === 'unit-certification.js')).to.have.length(1);
  });

  it('has a manifest with the right sizes and digests', async () => {
    const { files } = (await (await fetch('/built/widget/manifest.json')).json()) as {
      files: Record<string, { bytes: number; brotli: number; integrity: string; imports?: string[] }>;
    };
    expect(files['unit-certification.js']!.imports).to.equal(undefined);
    for (const [name, { bytes, brotli, integrity }] of Object.entries(files)) {
      expect(brotli, name).to.be.within(1, bytes);
      const content = await (await fetch(`/built/widget/${name}`, { integrity })).arrayBuffer();
      expect(content.byteLength, name).to.equal(bytes);
    }
  });
});
