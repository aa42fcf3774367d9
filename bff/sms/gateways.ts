/** Creates the gateway that is configured, and has the small gateways: HTTP, terminal, none. */
import { z } from 'zod';
import { bounded } from '../contract/bounded.ts';
import { askPartner, type Partner } from '../network/index.ts';
import { createAliyunSms, type AliyunConfig } from './aliyun.ts';
import { gated, type GateTuning } from './gate.ts';
import { SMS_TIMEOUT, smsFailed, type Sms } from './sms.ts';

export type SmsConfig =
  { gateway: 'http'; url: string; token: string | undefined } | ({ gateway: 'aliyun' } & AliyunConfig);

/** For a BFF that only certifies: registration needs a gateway. */
const none: Sms = { gateway: 'none', send: async () => smsFailed('not-configured') };

/**
 * The gateway's id of the message. It is not used, but an answer without it does not come from a
 * gateway.
 */
const accepted = z.object({ id: z.union([bounded(z.string(), { minimum: 1 }), z.number()]) });

/**
 * 504: a proxy before the gateway had a timeout. Other 5xx: the gateway is down. Any other status
 * is a refusal.
 */
const failed = (status: number) => (status === 504 ? 'timeout' : status >= 500 ? 'unreachable' : 'refused');

/** Any gateway that speaks the JSON of docs/zh/sms.md: `SMS_HTTP_URL`. */
export const createHttpSms = (partner: Partner, timeout = SMS_TIMEOUT): Sms => ({
  gateway: 'http',
  async send({ phone, code, expiresInMinutes }) {
    const question = { phone, template: 'registration-code', code, expiresInMinutes };
    const reply = await askPartner(partner, question, accepted, timeout, failed);
    return reply.kind === 'reply' ? { kind: 'sent' } : smsFailed(reply.outage);
  },
});

/** For tests by hand: the message appears only in the BFF's terminal. */
const createConsoleSms = (write: (line: string) => void): Sms => ({
  gateway: 'console',
  async send({ phone, code, expiresInMinutes }) {
    write(`SMS to ${phone}: registration code ${code}, valid for ${expiresInMinutes} minutes`);
    return { kind: 'sent' };
  },
});

export interface SmsSurroundings extends GateTuning {
  /**
   * Writes messages to the terminal when there is no gateway. Only for trying out, on the embedded
   * database.
   */
  terminal: ((line: string) => void) | undefined;
}

export function createSms(config: SmsConfig | undefined, surroundings: SmsSurroundings): Sms {
  const { terminal } = surroundings;
  if (config?.gateway === 'http') return gated(createHttpSms(config), surroundings);
  if (config?.gateway === 'aliyun') return gated(createAliyunSms(config), surroundings);
  return gated(terminal ? createConsoleSms(terminal) : none, surroundings);
}
