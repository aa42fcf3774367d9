/** A BFF whose database does not answer: readiness, answers to users, recovery and shutdown. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { uscc } from '../support/people.ts';
import { PATIENCE, readiness, startServe, type ServeProcess } from '../support/serve.ts';
import { createStage, userOf, type Stage } from './support/stage.ts';

const HASTY = { statement: 1_400, answer: 1_500, connect: 1_500, close: 1_000 };

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.close());
let bff: ServeProcess;
afterEach(() => {
  bff.kill('SIGKILL');
  stage.proxy.restore();
});

describe('a database that does not answer', () => {
  beforeEach(async () => {
    const limits = { drain: 10_000, stop: 40_000, still: 60_000, database: HASTY };
    bff = await startServe(await stage.environment(), { limits });
  });

  it('makes the process unready, and ready when it answers again; a submission is refused, and its key gives one result', async () => {
    const [unit, key] = [uscc(1), randomUUID()];
    await stage.register(unit);
    const user = userOf(bff.url, stage.secret);
    expect(await readiness(bff)).toEqual({ status: 200, retryAfter: null });

    stage.proxy.silence(true);
    const refused = await user.submit({ unit, key });
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(await readiness(bff)).toEqual({ status: 503, retryAfter: '5' });
    expect((await fetch(`${bff.url}/livez`)).status).toBe(200);

    stage.proxy.restore();
    await vi.waitFor(async () => expect(await readiness(bff)).toMatchObject({ status: 200 }), PATIENCE);
    for (const _ of ['first', 'again'])
      expect(await user.submit({ unit, key })).toMatchObject({ status: 200, body: { outcome: 'certified' } });
    expect(await stage.attempts(unit)).toEqual([{ outcome: 'certified' }]);
    await bff.said('a background step failed and is tried again');
    const notes = bff.log.flatMap(({ note }) => (note === undefined ? [] : String(note)));
    expect(notes[0]).toMatch(/^unavailable: (Query read timeout|timeout e|Connection terminated|57014)/);
  });

  it('does not prevent an orderly shutdown', async () => {
    stage.proxy.silence(true);
    bff.kill('SIGTERM');
    expect(await bff.ended).toBe(0);
    await bff.said('stopped');
  });
});

describe('a process that hangs', () => {
  it('ends after its own timeout, and logs it', async () => {
    const database = { ...HASTY, answer: 3_600_000 };
    const limits = { drain: 500, stop: 2_000, still: 60_000, database };
    bff = await startServe(await stage.environment(), { limits });
    stage.proxy.silence(true);
    await vi.waitFor(async () => expect(await readiness(bff)).toMatchObject({ status: 503 }), PATIENCE);
    bff.kill('SIGTERM');
    expect(await bff.ended).toBe(1);
    expect(await bff.said('stopped before all work was finished: it took longer than allowed')).toMatchObject(
      { level: 60 },
    );
  });
});
