/** The limit on signature checks for an address, when many tokens arrive at once. */
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { addressResolver, parseRange } from '../../../bff/http/address.ts';
import type { Env } from '../../../bff/http/env.ts';
import { createGuards } from '../../../bff/http/guards.ts';
import { createTokenVerifier } from '../../../bff/sites/tokens.ts';
import { makeKey, makeToken, NOW, publicKeySite, sitesOf } from '../sites/support.ts';

const ours = makeKey('RS256', 'rs');
const theirs = makeKey('RS256', 'rs');

function asking() {
  const { sites } = sitesOf(publicKeySite('portal', ours));
  const limits = { requestsPer10s: 5, serverRequestsPer10s: 0, serverCodesPer10s: 0 };
  const verifier = createTokenVerifier({ sites, now: () => NOW });
  const { authenticate } = createGuards(verifier, addressResolver([parseRange('10.0.0.1')!]), limits);
  const app = new Hono<Env>().get('/', authenticate('certification'), (c) => c.text('let in'));
  return async (token: string, origin = 'https://portal.example') => {
    const headers = { Authorization: `Bearer ${token}`, Origin: origin, 'X-Forwarded-For': '198.51.100.1' };
    const answer = await app.request(
      '/',
      { headers },
      { incoming: { socket: { remoteAddress: '10.0.0.1' } } },
    );
    return answer.status;
  };
}
const fifty = <T>(make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: 50 }, (_, i) => make(i)));

it('of fifty forged tokens at once, no more signatures are verified than the limit', async () => {
  const ask = asking();
  const forged = await makeToken(theirs);
  const statuses = await fifty(() => ask(forged));
  expect(statuses.filter((status) => status === 401)).toHaveLength(5);
  expect(statuses.filter((status) => status === 429)).toHaveLength(45);
});

it('valid tokens do not count against their address', async () => {
  const ask = asking();
  for (let i = 0; i < 20; i++) expect(await ask(await makeToken(ours, { sub: `user-${i}` }))).toBe(200);
});
