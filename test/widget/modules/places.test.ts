/** Where the fields of any list stand, in rows of two. */
import { expect } from '@open-wc/testing';
import type { Field } from '../../../widget/form/fields.ts';
import { placesOf } from '../../../widget/form/places.ts';

const input = (id: string, by?: string): Field => ({
  id,
  control: 'name',
  ...(by && { when: { field: by, is: 'yes' } }),
});
const choice = (id: string): Field => ({ id, control: 'choice', options: ['no', 'yes'] });

describe('the places of fields', () => {
  const cases: [string, Field[], string[]][] = [
    ['inputs alone', [input('a'), input('b'), input('c')], ['', '', '']],
    ['a choice that begins a row', [input('a'), input('b'), choice('c')], ['', '', 'wide']],
    ['a choice beside an input', [input('a'), choice('b')], ['beside', '']],
    [
      'fields that a choice has decided, in a row of their own',
      [input('a'), choice('b'), input('c', 'b'), input('d', 'b')],
      ['beside', '', '', ''],
    ],
    ['two choices', [choice('a'), input('b'), choice('c')], ['wide', 'beside', '']],
  ];
  for (const [what, fields, places] of cases)
    it(what, () => expect(placesOf(fields, fields, false)).to.deep.equal(places));

  it('one at a time: other steps are printed only, and decided fields stand beside each other', () => {
    const [a, b, c, d] = [input('a'), choice('b'), input('c', 'b'), input('d', 'b')] as const;
    const all = [a, b, c, d];
    expect(placesOf(all, [a], true)).to.deep.equal(['wide', 'printed', 'printed', 'printed']);
    expect(placesOf(all, [b, c, d], true)).to.deep.equal(['printed', 'wide', '', '']);
  });
});
