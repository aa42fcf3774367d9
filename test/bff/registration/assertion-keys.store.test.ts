/** The keys of assertions over real sockets: when they are made, and a missing key. */
import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import type { Database } from '../../../bff/database/database.ts';
import { ORIGIN, startBff, type TestBff } from '../../support/bff.ts';
import { storeTest } from '../../support/store.ts';
import { registerUnit, residentId, uscc, ZHANG } from '../../support/people.ts';
import { phoneOf, proveFor, rightRegistration } from './support.ts';

describe('the keys of assertions', () => {
  const it = storeTest;

  let database: Database;
  let bff: TestBff;
  let keysUrl: URL;
  let next = 1;

  it.beforeEach(async ({ emptyDatabase }) => {
    database = emptyDatabase;
    bff = await startBff(database, 'portal');
    keysUrl = new URL('/.well-known/jwks.json', bff.url);
    return () => bff.close();
  });

  /** A right registration of a new unit, which can be sent repeatedly. */
  const registration = async () => {
    const index = next++;
    const [unit, phone] = [uscc(index), phoneOf(index)];
    const representative = { name: ZHANG.name, idNumber: residentId(index) };
    await registerUnit(bff.deps, unit, { representative });
    const proof = await proveFor(bff.deps, 'portal', phone);
    const body = rightRegistration(unit, phone, proof, { legalRepresentative: representative });
    const key = randomUUID();
    return async () => {
      const token = await bff.token('', {
        purpose: 'registration',
        sub: 'visitor',
      });
      const headers = {
        Authorization: `Bearer ${token}`,
        Origin: ORIGIN,
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
      };
      const sent = { method: 'POST', headers, body: JSON.stringify(body) };
      const response = await fetch(`${bff.url}/v1/registrations`, sent);
      const answer = (await response.json()) as { code?: string; assertion?: string };
      return { status: response.status, ...answer };
    };
  };
  it('are made at the start or by the first assertion, never by a request for the list', async () => {
    const stored = () => database.kysely.selectFrom('signing_key').select('kid').execute();
    await database.kysely.deleteFrom('signing_key').execute();
    const none = await fetch(keysUrl);
    expect(none.status).toBe(503);
    expect(none.headers.get('Retry-After')).toBe('60');
    expect(await stored()).toEqual([]);
    expect(await (await registration())()).toMatchObject({ status: 200 });
    const { keys } = (await (await fetch(keysUrl)).json()) as { keys: { kid: string }[] };
    expect(keys.map(({ kid }) => ({ kid }))).toEqual(await stored());
  });

  it('that no key can decrypt give 503 and are not replaced; with the key the assertion follows', async () => {
    const send = await registration();
    const { kysely } = database;
    const stored = () => kysely.selectFrom('signing_key').selectAll().orderBy('kid').execute();
    await fetch(keysUrl);
    const before = await stored();
    await kysely.updateTable('signing_key').set({ private_jwk: 'gone.AAAA' }).execute();

    expect(await send()).toMatchObject({ status: 503, code: 'unavailable' });
    expect(bff.log.at(-1)).toContain('no signing key can be opened');
    const list = await fetch(keysUrl);
    expect(list.status).toBe(503);
    expect(list.headers.get('Cache-Control') ?? '').not.toContain('public');
    const metrics = await (await fetch(`${bff.url}/metrics`)).text();
    expect(metrics).toContain('registrations_total{outcome="unavailable",reason=""} 1');
    expect(await stored()).toHaveLength(before.length);

    for (const { kid, private_jwk } of before)
      await kysely.updateTable('signing_key').set({ private_jwk }).where('kid', '=', kid).execute();
    expect(await send()).toMatchObject({ status: 200, outcome: 'certified' });
  });
});
