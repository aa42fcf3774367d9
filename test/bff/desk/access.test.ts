/** Roles in the provider's claims, and the list of who may do what. */
import { describe, expect, it } from 'vitest';
import {
  ACCESS,
  claimIn,
  DESK_ROLES,
  isAllowed,
  rolesIn,
  type Access,
} from '../../../bff/desk/people/access.ts';
import { deskRoutes } from '../../../bff/desk/routes.ts';

describe('roles in a claim', () => {
  it.each([
    [['officer'], ['officer']],
    [
      ['auditor', 'hotline', 'else'],
      ['hotline', 'auditor'],
    ],
    ['officer hotline', ['hotline', 'officer']],
    [['Officer', 'officer '], []],
    [[{ name: 'officer' }], []],
    [{ officer: true }, []],
    [undefined, []],
    [null, []],
    [true, []],
  ])('%j: %j', (claim, roles) => {
    expect(rolesIn(claim)).toEqual(roles);
  });
});

describe('a claim', () => {
  it.each([
    ['roles', { roles: ['a'] }, ['a']],
    ['realm_access.roles', { realm_access: { roles: ['a'] } }, ['a']],
    ['https://login.example/roles', { 'https://login.example/roles': ['a'] }, ['a']],
    ['roles', {}, undefined],
    ['realm_access.roles', { realm_access: 'x' }, undefined],
    ['constructor', {}, undefined],
    ['realm_access.toString', { realm_access: {} }, undefined],
  ])('%s of %j', (name, claims, value) => {
    expect(claimIn(claims, name)).toEqual(value);
  });
});

describe('access', () => {
  it('has a route for each entry, but for the first page', () => {
    const used = new Set(deskRoutes({} as never).map(({ access }) => access));
    expect(Object.keys(ACCESS).filter((access) => !used.has(access as Access))).toEqual(['home']);
  });

  it('lets nobody do anything without a role', () => {
    for (const access of Object.keys(ACCESS) as Access[]) expect(isAllowed([], access)).toBe(false);
  });

  it('lets one role decide cases, and that one do nothing else but look', () => {
    for (const role of DESK_ROLES) {
      const deeds = (Object.keys(ACCESS) as Access[]).filter((access) => isAllowed([role], access));
      if (role !== 'officer') expect(deeds.filter((access) => access.startsWith('case.'))).toEqual([]);
      else expect(deeds).not.toContain('unit.unlock');
    }
  });
});
