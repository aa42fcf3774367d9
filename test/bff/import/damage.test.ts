import { expect, it } from 'vitest';
import { decoded, repairedName } from '../../../bff/import/damage.ts';

it.each([
  ['买买提&middot;艾力', '买买提·艾力'],
  ['买买提&#183;艾力', '买买提·艾力'],
  ['买买提&amp;middot;艾力', '买买提·艾力'],
  ['&#163129;明', '\u{27d39}明'],
  ['&#x27D39;明', '\u{27d39}明'],
  ['Jos&eacute; Mu&Ntilde;oz', 'José MuÑoz'],
  ['Gro&szlig;', 'Groß'],
  ['Anne&nbsp;Marie', 'Anne\u00a0Marie'],
  ['张三`', '张三'],
  ['张三*', '张三'],
  ['张三｀、李四* ', '张三、李四'],
])('%s is %s', (cell, name) => expect(repairedName(cell)).toBe(name));

it.each([
  '王*',
  '王**',
  '*三',
  '张*三',
  '张三*四*',
  'A&B',
  '&foo;',
  '&constructor;',
  '&#0;',
  '&#55296;',
  '&#1114112;',
  '&#129;',
  'O`Neill',
])('%s stays', (cell) => expect(repairedName(cell)).toBe(cell));

it('keeps signs at the end of a unit’s name', () => expect(decoded('某公司*')).toBe('某公司*'));
