/** Which gateway the configuration means, and the gateways that need no file of their own. */
import { z } from 'zod';
import { boundedText } from '../contract/bounded.ts';
import { createPartnerClient, type Partner } from '../network/partner.ts';
import { createAliyunSms, type AliyunConfig } from './aliyun.ts';
import { gated, type GateTuning } from './gate.ts';
import { SMS_TIMEOUT, smsFailed, type Sms } from './sms.ts';

export type SmsConfig =
  { gateway: 'http'; url: string; token: string | undefined } | ({ gateway: 'aliyun' } & AliyunConfig);

/** Registration needs one; a BFF that only certifies needs none. */
const none: Sms = { gateway: 'none', send: async () => smsFailed('not-configured') };

/** The gateway's name for the message, which nobody here needs; without it the answer is not a gateway's. */
const accepted = z.object({ id: z.union([boundedText(z.string(), { minimum: 1 }), z.number()]) });

/** `gate.ts` has the circuit breaker: a gateway that says no to five numbers is not broken. */
const NO_BREAKER = { failures: Infinity, pause: 0 };

/** 5xx: the gateway is down, or (504) what stands before it did not wait for its answer. Any other status says no. */
const failed = (status: number) => (status === 504 ? 'timeout' : status >= 500 ? 'unreachable' : 'refused');

/** Any gateway that speaks the JSON of docs/en/sms.md: `SMS_HTTP_URL`. */
export function createHttpSms(partner: Partner, timeout = SMS_TIMEOUT): Sms {
  const { ask } = createPartnerClient(partner, { timeout, breaker: NO_BREAKER, failed });
  return {
    gateway: 'http',
    async send({ phone, code, expiresInMinutes }) {
      const question = { phone, template: 'registration-code', code, expiresInMinutes };
      const reply = await ask(question, accepted);
      return reply.kind === 'reply' ? { kind: 'sent' } : smsFailed(reply.outage);
    },
  };
}

/** For trying things out: the message appears in the terminal of the BFF, nowhere else. */
const createConsoleSms = (write: (line: string) => void): Sms => ({
  gateway: 'console',
  async send({ phone, code, expiresInMinutes }) {
    write(`SMS to ${phone}: registration code ${code}, valid for ${expiresInMinutes} minutes`);
    return { kind: 'sent' };
  },
});

export interface SmsSurroundings extends GateTuning {
  /** On the embedded database, where things are tried out, and only there: the terminal instead of a gateway. */
  terminal: ((line: string) => void) | undefined;
}

export function createSms(config: SmsConfig | undefined, surroundings: SmsSurroundings): Sms {
  const { terminal } = surroundings;
  if (config?.gateway === 'http') return gated(createHttpSms(config), surroundings);
  if (config?.gateway === 'aliyun') return gated(createAliyunSms(config), surroundings);
  return gated(terminal ? createConsoleSms(terminal) : none, surroundings);
}
