import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { phrases } from '../../../widget/dialog/phrases.ts';

/** Where a line may end, as a bar. */
function broken(text: string): string {
  const place = document.createElement('p');
  render(phrases(text), place);
  expect(place.textContent).to.equal(text);
  for (const wbr of place.querySelectorAll('wbr')) wbr.replaceWith('|');
  return place.textContent!;
}

describe('Chinese text', () => {
  it('may break between words, and not within one', () => {
    expect(broken('请先核对营业执照。')).to.equal('请先|核对|营业|执照。');
  });

  it('keeps words of one character with their neighbors, and signs with their word', () => {
    expect(broken('“社会保险费缴纳”需要单位通过实名认证。')).to.equal(
      '“社会|保险费|缴纳”需要|单位|通过实名|认证。',
    );
    expect(broken('请稍后重试。已通过的认证不受影响。')).to.equal('请稍后重试。已通过的|认证|不受|影响。');
    expect(broken('请在11月25日 06:55后再试')).to.equal('请在11月25日 06:55后再试');
  });

  it('of another language stays as it is', () => {
    expect(broken('Check your business license (10 s).')).to.equal('Check your business license (10 s).');
  });
});
