import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAliyunSms, type AliyunConfig } from '../../../bff/sms/aliyun.ts';
import { ACCOUNT, answers, startAliyun, type AliyunServer } from './aliyun-server.ts';

let aliyun: AliyunServer;
beforeAll(async () => (aliyun = await startAliyun()));
afterAll(() => aliyun.close());
beforeEach(() => {
  aliyun.accepted = [];
  aliyun.requests = 0;
  aliyun.instead = undefined;
});

const PHONE = '13900001234';
const send = (change: Partial<AliyunConfig> = {}, message = { phone: PHONE, code: '042137' }) =>
  createAliyunSms({ ...ACCOUNT, endpoint: aliyun.url, ...change }, 2_000).send({
    ...message,
    expiresInMinutes: 5,
  });

describe('Alibaba Cloud', () => {
  test('accepts the message: signature, action, template, its one variable, number', async () => {
    expect(await send()).toEqual({ kind: 'sent' });
    expect(aliyun.accepted).toEqual([{ phone: PHONE, code: '042137' }]);
  });

  test.each<[string, Partial<AliyunConfig>, string]>([
    ['a wrong secret', { accessKeySecret: 'another' }, 'SignatureDoesNotMatch'],
    ['a wrong key', { accessKeyId: 'another' }, 'SignatureDoesNotMatch'],
    ['a signature name of somebody else', { signName: '他人' }, 'isv.SMS_SIGNATURE_ILLEGAL'],
    ['a template of somebody else', { templateCode: 'SMS_2' }, 'isv.SMS_TEMPLATE_ILLEGAL'],
  ])('refuses %s with its error code', async (_, change, detail) => {
    expect(await send(change)).toEqual({ kind: 'failed', failure: 'refused', detail });
    expect(aliyun.accepted).toEqual([]);
    expect(aliyun.requests).toBe(1);
  });

  test('refuses an invalid number', async () => {
    expect(await send({}, { phone: '12900001234', code: '042137' })).toEqual({
      kind: 'failed',
      failure: 'refused',
      detail: 'isv.MOBILE_NUMBER_ILLEGAL',
    });
  });

  test.each(['isv.BUSINESS_LIMIT_CONTROL', 'isv.DAY_LIMIT_CONTROL', 'Throttling', 'Throttling.User'])(
    'has its own limits: %s',
    async (code) => {
      aliyun.instead = (response) => answers(response, code.startsWith('T') ? 400 : 200, { Code: code });
      expect(await send()).toEqual({ kind: 'failed', failure: 'limited', detail: code });
    },
  );

  test.each<[string, (response: ServerResponse) => void, object]>([
    [
      'an internal error',
      (r) => answers(r, 500, { Code: 'InternalError' }),
      { failure: 'unreachable', detail: 'InternalError' },
    ],
    [
      '504, when it did not wait for its own answer',
      (r) => answers(r, 504, { Code: 'ServiceTimeout' }),
      { failure: 'timeout', detail: 'ServiceTimeout' },
    ],
    ['HTML', (r) => void r.end('<html>'), { failure: 'bad-answer' }],
    ['nothing', (r) => void r.writeHead(204).end(), { failure: 'bad-answer' }],
    ['no code', (r) => answers(r, 200, {}), { failure: 'bad-answer' }],
    [
      'a sentence for a code',
      (r) => answers(r, 200, { Code: `no such number ${PHONE}` }),
      { failure: 'bad-answer' },
    ],
    ['silence', () => undefined, { failure: 'timeout' }],
    [
      'a connection that breaks off',
      (r) => void r.destroy(),
      { failure: 'unreachable', detail: 'ECONNRESET' },
    ],
  ])('answers %s: a failure without a second try', async (_, instead, expected) => {
    aliyun.instead = instead;
    expect(await send()).toEqual({ kind: 'failed', ...expected });
    expect(aliyun.requests).toBe(1);
  });

  test('sends an endless answer: ended by the timeout', async () => {
    aliyun.instead = (response) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    };
    const started = performance.now();
    expect(await send()).toEqual({ kind: 'failed', failure: 'timeout' });
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('cannot be reached', async () => {
    expect(await send({ endpoint: 'http://127.0.0.1:1' })).toMatchObject({ failure: 'unreachable' });
  });
});
