import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHttpSms, createSms } from '../../../bff/sms/gateways.ts';
import { gated } from '../../../bff/sms/gate.ts';
import { smsFailed, type Sms, type SmsFailure } from '../../../bff/sms/sms.ts';
import { fails, json, startPartner, type PartnerServer } from '../registry/partner-server.ts';

let gateway: PartnerServer;
beforeAll(async () => (gateway = await startPartner()));
afterAll(() => gateway.close());

const refuses: Parameters<PartnerServer['answers']>[0] = (_, response) => void response.writeHead(422).end();
const MESSAGE = { phone: '13900001234', code: '042137', expiresInMinutes: 5 };
const send = (token?: string) => createHttpSms({ url: gateway.url, token }, 2_000).send(MESSAGE);

describe('a gateway over HTTP', () => {
  test('gets the contract’s request with its secret, and no data in the URL', async () => {
    gateway.answers(json({ id: 'm-1' }));
    expect(await send('secret')).toEqual({ kind: 'sent' });
    expect(gateway.seen).toEqual([
      {
        method: 'POST',
        url: '/units',
        authorization: 'Bearer secret',
        body: { phone: '13900001234', template: 'registration-code', code: '042137', expiresInMinutes: 5 },
      },
    ]);
  });

  test('may answer with any 2xx, and with a number as id', async () => {
    gateway.answers((_, response) => void response.writeHead(202).end('{"id":17}'));
    expect(await send()).toEqual({ kind: 'sent' });
    expect(gateway.seen[0]!.authorization).toBeUndefined();
  });

  test.each([{}, { id: '' }, { id: null }, [], 'sent', { messageId: 'm' }])(
    'has not sent it: %j',
    async (answer) => {
      gateway.answers(json(answer));
      expect(await send()).toEqual({ kind: 'failed', failure: 'bad-answer' });
    },
  );

  test('answers more than 64 KiB', async () => {
    gateway.answers(json({ id: 'm', padding: 'x'.repeat(70_000) }));
    expect(await send()).toEqual({ kind: 'failed', failure: 'bad-answer' });
  });

  test('refuses, or sends elsewhere', async () => {
    gateway.answers(refuses);
    expect(await send()).toEqual({ kind: 'failed', failure: 'refused' });
    gateway.answers((_, response) => void response.writeHead(307, { location: `${gateway.url}/else` }).end());
    expect(await send()).toEqual({ kind: 'failed', failure: 'refused' });
    expect(gateway.seen).toHaveLength(1);
  });

  test.each([
    [500, 'unreachable'],
    [502, 'unreachable'],
    [503, 'unreachable'],
    [504, 'timeout'],
  ] as const)('is down: status %i', async (status, failure) => {
    gateway.answers((_, response) => void response.writeHead(status).end('{"id":"m"}'));
    expect(await send()).toEqual({ kind: 'failed', failure });
  });

  test('is silent', async () => {
    gateway.answers(() => undefined);
    expect(await send()).toEqual({ kind: 'failed', failure: 'timeout' });
  });

  test('cannot be reached', async () => {
    const gone = createHttpSms({ url: 'http://127.0.0.1:1/', token: undefined });
    expect(await gone.send(MESSAGE)).toEqual({ kind: 'failed', failure: 'unreachable' });
  });
});

describe('the gate before a gateway', () => {
  const clock = { now: 0 };
  const counted: string[] = [];
  const tuning = {
    now: () => clock.now,
    count: (name: Sms['gateway'], result: 'sent' | SmsFailure) => void counted.push(`${name} ${result}`),
  };
  beforeEach(() => (counted.length = 0));

  test('stops after five timeouts, admits a probe after 15 s, and counts every message', async () => {
    const sms = gated(createHttpSms({ url: gateway.url, token: undefined }, 1_000), tuning);
    gateway.answers(() => undefined);
    for (let i = 0; i < 5; i++) expect(await sms.send(MESSAGE)).toEqual(smsFailed('timeout'));
    expect(await sms.send(MESSAGE)).toEqual(smsFailed('circuit-open'));
    expect(gateway.seen).toHaveLength(5);
    gateway.answers(json({ id: 'm' }));
    clock.now += 15_000;
    expect(await sms.send(MESSAGE)).toEqual({ kind: 'sent' });
    expect(counted).toEqual([...Array<string>(5).fill('http timeout'), 'http circuit-open', 'http sent']);
  });

  test('does not stop for refusals: an unreachable number must not block the others', async () => {
    const sms = gated(createHttpSms({ url: gateway.url, token: undefined }, 5_000), tuning);
    gateway.answers(refuses);
    for (let i = 0; i < 8; i++) expect(await sms.send(MESSAGE)).toEqual(smsFailed('refused'));
    gateway.answers(json({ id: 'm' }));
    expect(await sms.send(MESSAGE)).toEqual({ kind: 'sent' });
  });

  test('stops after five answers of 5xx', async () => {
    const sms = gated(createHttpSms({ url: gateway.url, token: undefined }, 5_000), tuning);
    gateway.answers(fails);
    for (let i = 0; i < 5; i++) expect(await sms.send(MESSAGE)).toEqual(smsFailed('unreachable'));
    expect(await sms.send(MESSAGE)).toEqual(smsFailed('circuit-open'));
  });

  test('admits the next probe after an adapter threw at one', async () => {
    let send: Sms['send'] = async () => Promise.reject(new TypeError('a mistake'));
    const sms = gated({ gateway: 'http', send: (message) => send(message) }, tuning);
    for (let i = 0; i < 6; i++) {
      if (i === 5) clock.now += 15_000; // the probe
      await expect(sms.send(MESSAGE)).rejects.toThrow('a mistake');
    }
    expect(await sms.send(MESSAGE)).toEqual(smsFailed('circuit-open'));
    send = async () => ({ kind: 'sent' });
    clock.now += 15_000;
    expect(await sms.send(MESSAGE)).toEqual({ kind: 'sent' });
  });

  test('is around the configured gateway', () => {
    const lines: string[] = [];
    const terminal = (line: string) => void lines.push(line);
    const http = { gateway: 'http', url: gateway.url, token: undefined } as const;
    expect(createSms(http, { ...tuning, terminal }).gateway).toBe('http');
    expect(createSms(undefined, { ...tuning, terminal }).gateway).toBe('console');
    expect(createSms(undefined, { ...tuning, terminal: undefined }).gateway).toBe('none');
    expect(lines).toEqual([]);
  });

  test('writes one line to the terminal in a trial without a gateway', async () => {
    const lines: string[] = [];
    const sms = createSms(undefined, { ...tuning, terminal: (line) => void lines.push(line) });
    expect(await sms.send(MESSAGE)).toEqual({ kind: 'sent' });
    expect(lines).toEqual(['SMS to 13900001234: registration code 042137, valid for 5 minutes']);
  });

  test('says that there is no gateway', async () => {
    const sms = createSms(undefined, { ...tuning, terminal: undefined });
    expect(await sms.send(MESSAGE)).toEqual(smsFailed('not-configured'));
    expect(counted).toEqual(['none not-configured']);
  });
});
