import { expect } from '@open-wc/testing';
import { VERSION } from '../../../bff/contract/version.ts';
import { warnUntested } from '../../../widget/elements/versions.ts';

describe('warnUntested', () => {
  const { warn } = console;
  let said: unknown[];
  beforeEach(() => {
    said = [];
    console.warn = (words) => said.push(words);
  });
  afterEach(() => {
    console.warn = warn;
  });

  it('says nothing of the same release, of a correction of it, or of a service that names none', () => {
    const correction = VERSION.replace(/\d+$/, '99');
    for (const service of [VERSION, correction, undefined]) warnUntested(new Set(), service);
    expect(said).to.deep.equal([]);
  });

  it('names both versions once when the releases differ', () => {
    const named = new Set<string>();
    for (const service of ['99.0.0', '99.0.0', '0.99.1']) warnUntested(named, service);
    expect(said).to.deep.equal(
      ['99.0.0', '0.99.1'].map(
        (service) =>
          `unit-certification: version ${VERSION} of the widget is not tested with ${service} of the service`,
      ),
    );
  });
});
