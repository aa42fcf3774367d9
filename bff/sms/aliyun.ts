/**
 * Alibaba Cloud's SMS service through its SDK, which is loaded with the first message, so that
 * other gateways need not load it. The vendor's interface has number and code in the query of a
 * POST over TLS; neither is logged. The SDK does not retry, so a message is never sent twice.
 */
import { createRequire } from 'node:module';
import type Dysmsapi from '@alicloud/dysmsapi20170525';
import type OpenApiCore from '@alicloud/openapi-core';
import { TaskCancelledError, timeout as timeLimit, TimeoutStrategy } from 'cockatiel';
import { SMS_TIMEOUT, smsFailed, type Sms, type SmsMessage, type SmsResult } from './sms.ts';

export interface AliyunConfig {
  accessKeyId: string;
  accessKeySecret: string;
  signName: string;
  /** A template of the type "verification code", whose only variable is `code`. */
  templateCode: string;
  /** Origin. Default: the vendor's central one. */
  endpoint: string | undefined;
}

const ENDPOINT = 'https://dysmsapi.aliyuncs.com';

export function createAliyunSms(config: AliyunConfig, timeout = SMS_TIMEOUT): Sms {
  let loaded: ReturnType<typeof load> | undefined;
  const inTime = timeLimit(timeout, TimeoutStrategy.Aggressive); // the SDK's timeout starts again with each phase
  return {
    gateway: 'aliyun',
    async send(message) {
      try {
        const send = (loaded ??= load(config, timeout));
        return await inTime.execute(() => send(message));
      } catch (error) {
        return error instanceof TaskCancelledError ? smsFailed('timeout') : failureOf(error);
      }
    },
  };
}

/**
 * Uses `require`, because loaders treat the member `default` of the SDK (CommonJS) differently in
 * an `import`.
 */
function load(config: AliyunConfig, timeout: number): (message: SmsMessage) => Promise<SmsResult> {
  const require = createRequire(import.meta.url);
  const core = require('@alicloud/openapi-core') as typeof OpenApiCore;
  const sms = require('@alicloud/dysmsapi20170525') as typeof Dysmsapi;
  const { protocol, host } = new URL(config.endpoint ?? ENDPOINT);
  const client = new sms.default(
    new core.$OpenApiUtil.Config({
      accessKeyId: config.accessKeyId,
      accessKeySecret: config.accessKeySecret,
      endpoint: host,
      protocol: protocol === 'http:' ? 'HTTP' : 'HTTPS',
      connectTimeout: timeout,
      readTimeout: timeout,
    }),
  );
  return async ({ phone, code }) => {
    const request = new sms.SendSmsRequest({
      phoneNumbers: phone,
      signName: config.signName,
      templateCode: config.templateCode,
      templateParam: JSON.stringify({ code }),
    });
    const { body } = await client.sendSms(request);
    return body?.code === 'OK' ? { kind: 'sent' } : refusal(body?.code);
  };
}

/**
 * The form of the vendor's codes. The messages beside them quote numbers and keys, and are never
 * read.
 */
const CODE = /^[A-Za-z][A-Za-z0-9_.-]{1,63}$/;

/** Codes of the limits by number, by account, and by interface. */
const LIMITED = /^(isv\.\w*LIMIT_CONTROL|Throttling(\..+)?)$/;

const wordOf = (code: unknown): string | undefined =>
  typeof code === 'string' && CODE.test(code) ? code : undefined;

function refusal(code: unknown): SmsResult {
  const word = wordOf(code);
  if (word === undefined) return smsFailed('bad-answer');
  return smsFailed(LIMITED.test(word) ? 'limited' : 'refused', word);
}

/** An error of the SDK for a vendor's answer has a status. Other errors have a name or a code. */
function failureOf(error: unknown): SmsResult {
  const { name = '', code, statusCode } = error as { name?: string; code?: unknown; statusCode?: number };
  if (statusCode !== undefined && statusCode < 500) return refusal(code);
  // 504: the gateway had a timeout itself, so the message may have been sent.
  if (statusCode !== undefined)
    return smsFailed(statusCode === 504 ? 'timeout' : 'unreachable', wordOf(code));
  if (name.includes('RequestTimeout')) return smsFailed('timeout');
  if (name === 'SyntaxError') return smsFailed('bad-answer');
  return smsFailed('unreachable', wordOf(code));
}
