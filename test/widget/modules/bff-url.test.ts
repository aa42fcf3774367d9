/** The default BFF of an element. */
import { expect } from '@open-wc/testing';
import { bffOf } from '../../../widget/elements/widget-element.ts';

describe('the BFF', () => {
  it('is derived from the script’s URL, with or without a prefix', () => {
    expect(bffOf('https://bff.example/widget/unit-certification.js')).to.equal('https://bff.example');
    expect(bffOf('https://portal.example/uc/widget/unit-registration.js?v=1')).to.equal(
      'https://portal.example/uc',
    );
    for (const version of ['0.1.0', '12.3.45', '1.0.0-rc.1'])
      expect(bffOf(`https://portal.example/uc/widget/${version}/unit-certification.js`)).to.equal(
        'https://portal.example/uc',
      );
    expect(bffOf('https://portal.example/widget/assets/unit-certification.js')).to.equal(undefined);
    expect(bffOf('https://portal.example/assets/bundle.js')).to.equal(undefined);
    expect(bffOf('file:///widget/unit-certification.js')).to.equal(undefined);
  });
});
