/** A certification at the counter rests on what was seen there: only what the registry says later, and differs from it, makes it due. */
import { describe, expect } from 'vitest';
import type { Unit } from '../import/files.ts';
import { CODE, movedUnitTest } from '../import/moved-unit.ts';
import { uscc, LI, residentId, ZHANG } from '../../support/people.ts';
import { statusOf } from '../../support/dependencies.ts';
import { certifiedAtCounter } from './support.ts';

const SEEN = { representative: ZHANG.name, idNumber: ZHANG.idNumber };
const OLD = { representative: LI.name, idNumber: LI.idNumber };
const OTHER = { representative: '王示例', idNumber: residentId(3) };
const NO_NUMBER = { idNumber: '' };

/** The registry at the certification (undefined: it lacks the unit), its later rows, and the reason after each of them. */
const HISTORIES: [name: string, then: Partial<Unit> | undefined, later: [Partial<Unit>, string?][]][] = [
  ['the registry catches up, and changes again', OLD, [[SEEN], [OTHER, 'representative-changed'], [SEEN]]],
  ['it says the same again', OLD, [[{ ...OLD, name: '南京示例股份有限公司' }]]],
  ['it goes back to what it said', OLD, [[SEEN], [OLD], [OTHER, 'representative-changed'], [OLD]]],
  ['it has the unit for the first time, rightly', undefined, [[SEEN]]],
  ['it has the unit for the first time, wrongly', undefined, [[OTHER, 'representative-changed']]],
  [
    'the people are right and the number changes',
    SEEN,
    [[{ ...SEEN, idNumber: OTHER.idNumber }, 'registration-changed']],
  ],
  [
    'the number is right and the name changes',
    OLD,
    [[{ ...SEEN, representative: '王示例' }, 'registration-changed']],
  ],
  [
    'it has no numbers, and then the name that was seen',
    { ...OLD, ...NO_NUMBER },
    [[{ ...SEEN, ...NO_NUMBER }]],
  ],
  [
    'it has no numbers, and then another name',
    { ...OLD, ...NO_NUMBER },
    [[{ ...OTHER, ...NO_NUMBER }, 'representative-changed']],
  ],
  ['it names nobody any more', OLD, [[{ representative: '', idNumber: '' }]]],
  ['the date was another one, and is right now', { ...SEEN, foundedOn: '1999-01-01' }, [[SEEN]]],
  [
    'the date was another one, and changes to a third',
    { ...SEEN, foundedOn: '1999-01-01' },
    [[{ ...SEEN, foundedOn: '1998-01-01' }, 'registration-changed']],
  ],
  [
    'it was not active, and stays so',
    { ...SEEN, status: '停业' },
    [[{ ...SEEN, status: '停业', name: '新名示例公司' }]],
  ],
  ['it is not active any more', OLD, [[{ ...OLD, status: '停业' }, 'unit-not-active']]],
];

describe('a certification at the counter', () => {
  const it = movedUnitTest;

  it.for(HISTORIES)('when %s', async ([, then, later], { deps, run }) => {
    await run([{ code: uscc(2) }, ...(then ? [{ code: CODE, ...then }] : [])]);
    await certifiedAtCounter(deps, CODE);
    for (const [row, reason] of later) {
      await run([{ code: uscc(2) }, { code: CODE, ...row }], { graceDays: 30 });
      const [, realName] = (await statusOf(deps, CODE)).kinds;
      expect(realName).toMatchObject({ status: 'certified', method: 'counter' });
      expect(realName?.due?.reason).toBe(reason);
    }
  });

  it('becomes due when the unit leaves the registry, and ends when it is closed', async ({ deps, run }) => {
    const realName = async () => (await statusOf(deps, CODE)).kinds[1];
    await run([{ code: uscc(2) }, { code: CODE, ...OLD }]);
    await certifiedAtCounter(deps, CODE);
    await run([{ code: uscc(2) }], { full: true, graceDays: 30 });
    expect(await realName()).toMatchObject({ status: 'certified', due: { reason: 'unit-not-active' } });
    await run([{ code: CODE, ...OLD, status: '注销' }], { graceDays: 30 });
    expect(await realName()).toMatchObject({ status: 'lapsed', reason: 'unit-not-active' });
  });
});
