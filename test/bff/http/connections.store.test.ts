/** Connections that send nothing are closed. While they use all file descriptors, the service answers 503. */
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { Problem } from '../../../bff/contract/wire.ts';
import { mintToken } from '../../support/mint-token.ts';
import { createStage, SITE } from '../../faults/support/stage.ts';
import { ORIGIN } from '../../support/bff.ts';
import { uscc } from '../../support/people.ts';
import { startServe } from '../../support/serve.ts';
import { siteUser } from '../../support/site-user.ts';

const DESCRIPTORS = 128;

/** Opens a connection that reads and never writes. `ended`: seconds until the server closes it; undefined when it was never accepted. */
function silent(port: number): { socket: Socket; ended: Promise<number | undefined> } {
  const socket = connect(port, '127.0.0.1');
  let since: number | undefined;
  socket.resume().on('connect', () => (since = performance.now()));
  socket.on('error', () => (since = undefined)); // 'close' follows
  const ended = new Promise<number | undefined>((resolve) =>
    socket.on('close', () => resolve(since && (performance.now() - since) / 1000)),
  );
  return { socket, ended };
}

test('without a free descriptor the answer is 503 with Retry-After, and silent connections are closed after 10 s', async ({
  onTestFinished,
}) => {
  const stage = await createStage();
  onTestFinished(() => stage.close());
  const bff = await startServe(await stage.environment(), { descriptors: DESCRIPTORS });
  onTestFinished(async () => {
    bff.kill('SIGKILL');
    await bff.ended;
  });
  const port = Number(new URL(bff.url).port);
  const user = {
    siteId: SITE,
    purpose: 'certification',
    sub: 'u',
    role: 'administrator',
    lifetime: 300,
  } as const;
  const token = await mintToken(stage.secret, { ...user, unit: { code: uscc(1) } }, Date.now());
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const ask = (path: string) =>
    new Promise<{ status: number | undefined; retryAfter: string | undefined; text: string }>(
      (resolve, reject) => {
        const headers = { Authorization: `Bearer ${token}`, Origin: ORIGIN };
        const asked = request({ port, host: '127.0.0.1', path, agent, headers }, (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (part: string) => (text += part));
          answer.on('end', () =>
            resolve({ status: answer.statusCode, retryAfter: answer.headers['retry-after'], text }),
          );
        });
        asked.on('error', reject).end();
      },
    );

  expect(await ask('/livez')).toMatchObject({ status: 200 }); // on the connection that stays
  const crowd: ReturnType<typeof silent>[] = [];
  onTestFinished(() => crowd.forEach(({ socket }) => socket.destroy()));
  const growUntilRefused = async (by: number) => {
    const more = Array.from({ length: by }, () => silent(port));
    crowd.push(...more);
    await expect.poll(() => more.some(({ socket }) => socket.destroyed), { timeout: 10_000 }).toBe(true);
  };
  await growUntilRefused(2 * DESCRIPTORS);
  // The service loses its database connections, and silent clients take their descriptors. The next request needs a new one. A worker that
  // tries to connect may hold the last descriptor for a moment and give it back, so more clients come, and the request is repeated.
  stage.proxy.down();
  await growUntilRefused(DESCRIPTORS);
  const noteOfRefused = async () => {
    crowd.push(silent(port), silent(port));
    const refused = await ask('/v1/certification');
    expect(refused).toMatchObject({ status: 503, retryAfter: '5' });
    expect((JSON.parse(refused.text) as Problem).code).toBe('unavailable');
    return bff.log.map(({ note }) => note);
  };
  await expect.poll(noteOfRefused, { timeout: 5_000 }).toContain('unavailable: EMFILE');
  stage.proxy.restore();

  const seconds = (await Promise.all(crowd.map(({ ended }) => ended))).filter((each) => each !== undefined);
  const longest = Math.max(...seconds);
  expect(longest).toBeGreaterThan(9);
  expect(longest).toBeLessThan(14); // the server checks every two seconds
  expect(await ask('/v1/certification')).toMatchObject({ status: 200 });
});

test('a client that pipelines too many requests and reads no answer loses its connection', async ({
  onTestFinished,
}) => {
  const stage = await createStage();
  onTestFinished(() => stage.close());
  const bff = await startServe(await stage.environment());
  onTestFinished(async () => {
    bff.kill('SIGKILL');
    await bff.ended;
  });
  const answersOf = async (requests: number) => {
    const socket = connect(Number(new URL(bff.url).port), '127.0.0.1');
    socket.on('error', () => undefined); // 'close' follows
    let text = '';
    socket.setEncoding('latin1').on('data', (part: string) => (text += part));
    socket.write('GET /openapi.json HTTP/1.1\r\nHost: bff.example\r\n\r\n'.repeat(requests));
    await new Promise((resolve) => socket.on('close', resolve));
    return text.split('HTTP/1.1 200 ').length - 1;
  };
  expect(await answersOf(10)).toBe(10);
  expect(await answersOf(400)).toBeLessThanOrEqual(10);
});

test('a connection without traffic in either direction is closed', async ({ onTestFinished }) => {
  const stage = await createStage();
  onTestFinished(() => stage.close());
  const limits = { drain: 1_000, stop: 5_000, still: 1_500 };
  const bff = await startServe(await stage.environment(), { limits });
  onTestFinished(async () => {
    bff.kill('SIGKILL');
    await bff.ended;
  });
  stage.proxy.silence(true); // a request waits for the database for 11 s
  const user = siteUser({ id: SITE, secret: stage.secret, origin: ORIGIN });
  await expect(user.status(bff.url, uscc(1))).rejects.toThrow('fetch failed');
});
