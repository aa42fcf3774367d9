/** The times in the page for RuoYi are those of the last `npm run test:ruoyi`, which had the present patches. */
import { expect, it } from 'vitest';
import { checksumOf, FRONT_ENDS, WAYS } from '../by-hand/ruoyi/projects.ts';
import { readRecord, tableIn, tableOf } from '../by-hand/ruoyi/record.ts';
import { OUTAGES } from '../by-hand/ruoyi/walk.ts';
import { readPage } from './support/pages.ts';

const record = readRecord();

it('the page has the recorded times', () => {
  expect(tableIn(readPage('zh', 'ruoyi.md'))).toBe(tableOf(record));
});

it.each(FRONT_ENDS.flatMap((front) => WAYS.map((way) => ({ front, way, name: `${front.name}-${way}` }))))(
  '$name: nothing was wrong, with the patch as it is',
  ({ front, way, name }) => {
    const { faults, starts } = record.results[name]!;
    expect(faults).toEqual([]);
    expect(Object.keys(starts)).toEqual([...OUTAGES]);
    if (way !== 'without') expect(record.patches[name]).toBe(checksumOf(front, way));
  },
);
