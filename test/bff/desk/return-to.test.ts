/** Back to the own page after a login: what is kept of an address, and attempts to lead elsewhere by it. */
import { describe, expect, it } from 'vitest';
import { deskRoutes } from '../../../bff/desk/routes.ts';
import { createPageFinder } from '../../../bff/desk/admission/return-to.ts';
import { ZHANG } from '../../support/people.ts';

const UNIT = '91320100MA1DEM015L';
const find = createPageFinder(deskRoutes({} as never));

describe('an own page', () => {
  it.each([
    ['/units', '/units'],
    ['/cases/K7M29QXH', '/cases/K7M29QXH'],
    [`/certifications/${UNIT}?done=revoked`, `/certifications/${UNIT}`],
    [`/units?query=${UNIT}&done=unlocked`, `/units?query=${UNIT}`],
    ['/units?query=k7m2-9qxh', '/units?query=K7M29QXH'],
    ['/events?actor=officer-1', '/events'],
  ])('%s is kept as %s', (given, kept) => {
    expect(find(given)?.address).toBe(kept);
  });

  it.each([`/units?query=${ZHANG.idNumber}`, `/units?query=${encodeURIComponent(ZHANG.name)}`])(
    'keeps nothing else that was typed: %s',
    (given) => {
      expect(find(given)?.address).toBe('/units');
    },
  );
});

it('each form leads back to the page that has it', () => {
  const routes = deskRoutes({} as never);
  const forms = routes.filter(({ method }) => method === 'post');
  for (const { path } of forms) {
    const address = path.replace(':code', UNIT).replace(':reference', 'K7M29QXH');
    expect(find(address), path).toMatchObject({ isForm: true });
  }
  expect(find(`/certifications/${UNIT}/hold/propose`)?.address).toBe(`/certifications/${UNIT}`);
  for (const unknown of ['/nowhere/at/all', '/cases/K7M2/propose'])
    expect(find(unknown), unknown).toBeUndefined();
});

it.each([
  'https://elsewhere.example/units',
  '//elsewhere.example/units',
  '/\\elsewhere.example/units',
  '\\\\elsewhere.example/units',
  '/\t/elsewhere.example/units',
  '///elsewhere.example',
  'javascript:alert(1)',
  '/units/../../elsewhere.example',
  '/units@elsewhere.example',
  '/nowhere',
  '/login',
  '/logout',
  `/certifications/${ZHANG.idNumber}`,
  '/cases/%2f%2felsewhere.example',
  '',
])('no own page: %j', (given) => {
  expect(find(given)).toBeUndefined();
});
