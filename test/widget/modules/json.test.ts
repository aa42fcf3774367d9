/** JSON text of plain data, independent of changes to built-in prototypes. */
import { expect } from '@open-wc/testing';
import { toJson } from '../../../widget/api/json.ts';

const VALUES: unknown[] = [
  null,
  true,
  0,
  -1.5,
  '',
  '张三 "引号" \\ \n \u2028 😀',
  [],
  {},
  [1, 'a', null, [true, { b: [] }]],
  { name: '张三', nested: { 'with "quote"': [1, 2], empty: {} }, none: null },
];

describe('JSON text', () => {
  it('is that of JSON.stringify', () => {
    for (const value of VALUES) expect(toJson(value)).to.equal(JSON.stringify(value));
  });

  it('leaves out members that are undefined', () => {
    expect(toJson({ applicant: 'agent', agent: undefined, last: 1 })).to.equal(
      '{"applicant":"agent","last":1}',
    );
  });

  it('ignores toJSON', () => {
    const expected = VALUES.map((value) => JSON.stringify(value));
    const prototypes = [Object.prototype, Array.prototype, String.prototype, Number.prototype];
    for (const prototype of prototypes as { toJSON?: unknown }[]) prototype.toJSON = () => 'patched';
    let texts: string[];
    try {
      texts = VALUES.map((value) => toJson(value));
    } finally {
      for (const prototype of prototypes as { toJSON?: unknown }[]) delete prototype.toJSON;
    }
    expect(texts).to.deep.equal(expected);
  });
});
