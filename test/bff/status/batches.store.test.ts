/** Batches of the status API do not delay other requests (in a separate process), and a limit counts their codes. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { mintToken } from '../../support/mint-token.ts';
import { ask, bffTest, expectProblem } from '../../support/bff-test.ts';
import { createStage, SITE, userOf } from '../../faults/support/stage.ts';
import { uscc } from '../../support/people.ts';
import { startServe } from '../../support/serve.ts';

const BATCH = JSON.stringify({ codes: Array.from({ length: 1000 }, (_unused, i) => uscc(i + 1)) });
/** So many of them at once have codes that the default limit of a site admits in 10 s. */
const ADMITTED = 100;
/** The window of that limit. Milliseconds. */
const WINDOW = 10_000;

/** A BFF with `units` registered, and the bytes of a server's request for a batch. */
async function startWithServer(units: readonly string[] = []) {
  const stage = await createStage();
  onTestFinished(() => stage.close());
  for (const unit of units) await stage.register(unit);
  const bff = await startServe(await stage.environment());
  onTestFinished(async () => {
    bff.kill('SIGKILL');
    await bff.ended;
  });
  const server = { siteId: SITE, purpose: 'status', sub: 'server', lifetime: 300 } as const;
  const token = await mintToken(stage.secret, server, Date.now());
  const { hostname, port, host } = new URL(bff.url);
  const request = [
    'POST /v1/units/certifications HTTP/1.1',
    `Host: ${host}`,
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    `Content-Length: ${BATCH.length}`,
    'Connection: close',
    '',
    BATCH,
  ].join('\r\n');
  const connected = async (count: number) => {
    const sockets = Array.from({ length: count }, () => connect(Number(port), hostname));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    return sockets;
  };
  return { url: bff.url, secret: stage.secret, request, connected };
}

test.each([64, 130])(
  '%i batches at once delay neither a browser’s status nor a submission',
  async (count) => {
    const units = [uscc(1), uscc(2), uscc(3)];
    const { url, secret, request, connected } = await startWithServer(units);
    const user = userOf(url, secret);
    await user.status(units[0]!);

    const sockets = await connected(count);
    const readPause = async () => {
      const metrics = await (await fetch(`${url}/metrics`)).text();
      return Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(metrics)?.[1]);
    };
    await readPause(); // the next one is of the time from here on
    let answered = 0;
    const batches = sockets.map(async (socket) => {
      socket.write(request);
      socket.once('data', (head: Buffer) => {
        if (head.toString('latin1', 9, 12) === '200') answered++;
      });
      return (await text(socket)).slice(9, 12);
    });
    const begun = performance.now();
    await Promise.race(batches);
    /** How many of the earlier batches were answered before this request. */
    const overtaking = async (asked: () => Promise<{ status: number }>) => {
      const before = answered;
      expect(await asked()).toMatchObject({ status: 200 });
      return answered - before;
    };
    for (const asked of [user.status, (unit: string) => user.submit({ unit })]) {
      const waits = [];
      for (const unit of units) waits.push(await overtaking(() => asked(unit)));
      const [, median] = waits.toSorted((one, other) => one - other); // one of three can meet a pause of the machine
      expect(median, `waited for ${waits.join(', ')} batches`).toBeLessThan(count / 4);
    }
    expect(answered).toBeLessThan(count); // some were still waiting
    const statuses = (await Promise.all(batches)).toSorted();
    const took = performance.now() - begun;
    const admitted = statuses.filter((status) => status === '200').length;
    expect(statuses).toEqual(batches.map((_batch, i) => (i < admitted ? '200' : '429')));
    // A slow machine takes longer than the window, and more are admitted.
    if (took < WINDOW) expect(admitted).toBe(Math.min(count, ADMITTED));
    else expect(admitted).toBeGreaterThanOrEqual(Math.min(count, ADMITTED));
    // On a quiet machine 0.03 s, of three.
    expect((await readPause()) * 1_000, 'the longest pause of the event loop').toBeLessThan(took / 3);
  },
);

test('batches whose bodies come slowly do not delay another one', async () => {
  const { request, connected } = await startWithServer();
  const slow = await connected(5);
  const answers = slow.map((socket) => text(socket));
  for (const socket of slow) socket.write(request.slice(0, -9_000));
  const [quick] = await connected(1);
  quick!.write(request);
  expect((await text(quick!)).slice(9, 12)).toBe('200');
  for (const socket of slow) socket.write(request.slice(-9_000));
  for (const answer of answers) expect((await answer).slice(9, 12)).toBe('200');
});

const limited = bffTest({ requestLimits: { serverCodesPer10s: 1_500 } });

limited(
  'limits the codes of a site in 10 s, over all its servers’ addresses and subjects',
  async ({ bff }) => {
    const batch = async (count: number, sub: string) => {
      const token = await bff.token('', { purpose: 'status', sub });
      const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
      const codes = Array.from({ length: count }, (_unused, i) => uscc(i + 1));
      return ask(bff, 'POST', '/v1/units/certifications', headers, { codes });
    };
    expect((await batch(1000, 'a')).status).toBe(200);
    const refused = await batch(1000, 'b');
    expectProblem(refused, 429, 'too-many-requests');
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(refused.headers.get('RateLimit-Policy')).toBe('"codes";q=1500;w=10');
  },
);
