/** The status API for portals' servers: one unit, a thousand in one query, and refused callers. */
import { randomUUID } from 'node:crypto';
import { describe, expect, vi } from 'vitest';
import { submit } from '../../../bff/attempts/submit.ts';
import type { BatchStatusAnswer, UnitStatus } from '../../../bff/contract/unit-status.ts';
import type { Problem } from '../../../bff/contract/wire.ts';
import { changeKinds } from '../../../bff/sites/change.ts';
import { ORIGIN } from '../../support/bff.ts';
import { bffTest } from '../../support/bff-test.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { registerUnit, rightClaim, uscc } from '../../support/people.ts';

const certified = uscc(1);
const uncertified = uscc(2);

const withBff = bffTest();

describe('the status API', () => {
  /** The headers of the portal’s server. */
  const it = withBff.extend('headers', async ({ bff }) => {
    const token = await bff.token('', { purpose: 'status' });
    return { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  });

  it.beforeAll(async ({ bff }) => {
    await registerUnit(bff.deps, certified);
    await registerUnit(bff.deps, uncertified);
    await submit(bff.deps, submitterOf(certified), randomUUID(), rightClaim());
  });

  it('returns one unit’s status by either code', async ({ bff, headers }) => {
    for (const code of [certified, certified.slice(8, 17), certified.toLowerCase()]) {
      const response = await fetch(`${bff.url}/v1/units/${code}/certification`, { headers });
      const body = (await response.json()) as UnitStatus;
      expect(body.unit).toEqual({ code: certified, name: '南京示例有限公司' });
      expect(body.kinds[1]).toMatchObject({ kind: 'real-name', status: 'certified' });
      expect(body.kinds[1]).not.toHaveProperty('last');
    }
    const nonsense = await fetch(`${bff.url}/v1/units/nonsense/certification`, { headers });
    expect(nonsense.status).toBe(404);
    expect(await nonsense.json()).toMatchObject({
      detail: expect.stringContaining('must contain a unit code'),
    });
  });

  it('returns a thousand units in one query, in the order of the request', async ({
    database,
    bff,
    headers,
    onTestFinished,
  }) => {
    const codes = Array.from({ length: 1000 }, (_unused, i) => uscc(1000 - i));
    const run = vi.spyOn(database, 'run');
    onTestFinished(() => run.mockRestore());
    const response = await fetch(`${bff.url}/v1/units/certifications`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ codes }),
    });
    const { units } = (await response.json()) as { units: UnitStatus[] };
    expect(units.map(({ unit }) => unit.code)).toEqual(codes);
    expect(
      units.filter(({ kinds }) => kinds[1]!.status === 'certified').map(({ unit }) => unit.code),
    ).toEqual([certified]);
    expect(run.mock.calls.length).toBeLessThanOrEqual(2); // this query, and the poll of the sites once a second
  });

  it('answers a malformed code in its place, as it was sent, and the others as usual', async ({
    bff,
    headers,
  }) => {
    const hyphenated = `${certified.slice(8, 16)}-${certified.slice(16, 17)}`;
    const codes = ['nonsense', certified, '', uncertified.slice(1), '９１\u0000', hyphenated, certified];
    const response = await fetch(`${bff.url}/v1/units/certifications`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ codes }),
    });
    expect(response.status).toBe(200);
    const { units } = (await response.json()) as BatchStatusAnswer;
    const known = { unit: { code: certified, name: '南京示例有限公司' } };
    const none = (code: string) => ({ code, error: 'bad-format' });
    expect(units).toEqual([
      none('nonsense'),
      expect.objectContaining(known),
      none(''),
      none(uncertified.slice(1)),
      none('９１\u0000'),
      expect.objectContaining(known),
      expect.objectContaining(known),
    ]);
  });

  it('shows the kinds that the asking site has opened, as the unit’s own status does', async ({
    bff,
    headers,
  }) => {
    const token = await bff.token(certified);
    const kindsAt = async (path: string, init: RequestInit): Promise<unknown> => {
      const body = (await (await fetch(bff.url + path, init)).json()) as UnitStatus & {
        units?: UnitStatus[];
      };
      return (body.units?.[0] ?? body).kinds.map(({ kind, status }) => [kind, status]);
    };
    const everywhere = () =>
      Promise.all([
        kindsAt(`/v1/units/${certified}/certification`, { headers }),
        kindsAt('/v1/units/certifications', {
          method: 'POST',
          headers,
          body: JSON.stringify({ codes: [certified] }),
        }),
        kindsAt('/v1/certification', { headers: { Authorization: `Bearer ${token}`, Origin: ORIGIN } }),
      ]);
    const expected = (realPerson: string) =>
      Array.from({ length: 3 }, () => [
        ['phone', 'certified'],
        ['real-name', 'certified'],
        ['real-person', realPerson],
      ]);
    expect(await everywhere()).toEqual(expected('not-open'));
    const change = (open: boolean) =>
      changeKinds({ ...bff.deps, actor: 'operator:tester' }, 'portal', {
        open: open ? ['real-person'] : [],
        close: open ? [] : ['real-person'],
      });
    expect(await change(true)).toEqual({ result: 'changed', openKinds: ['real-person'] });
    await expect.poll(everywhere, { timeout: 5_000 }).toEqual(expected('uncertified'));
    await change(false);
    await expect.poll(everywhere, { timeout: 5_000 }).toEqual(expected('not-open'));
  });

  it('refuses browsers, other purposes and too many codes', async ({ bff, headers }) => {
    const address = `${bff.url}/v1/units/${certified}/certification`;
    expect((await fetch(address, { headers: { ...headers, Origin: ORIGIN } })).status).toBe(403);
    const token = await bff.token(certified);
    expect((await fetch(address, { headers: { Authorization: `Bearer ${token}` } })).status).toBe(403);
    const refused = async (codes: unknown) => {
      const body = JSON.stringify({ codes });
      const answer = await fetch(`${bff.url}/v1/units/certifications`, { method: 'POST', headers, body });
      const { code, errors } = (await answer.json()) as Problem;
      expect(code).toBe('invalid-fields');
      return errors;
    };
    const tooMany = Array.from({ length: 1001 }, (_unused, i) => uscc(i));
    expect(await refused(tooMany)).toEqual([{ path: 'codes', code: 'too-long' }]);
    expect(await refused([certified, 7])).toEqual([{ path: 'codes.1', code: 'bad-format' }]);
    expect(await refused([])).toEqual([{ path: 'codes', code: 'required' }]);
  });
});
