/** Which gateway the configuration means. */
import { createAliyunSms, type AliyunConfig } from './aliyun.ts';
import { gated, type GateTuning } from './gate.ts';
import { createHttpSms } from './http.ts';
import { smsFailed, type Sms } from './sms.ts';

export type SmsConfig =
  { gateway: 'http'; url: string; token: string | undefined } | ({ gateway: 'aliyun' } & AliyunConfig);

/** Registration needs one; a BFF that only certifies needs none. */
const none: Sms = { gateway: 'none', send: async () => smsFailed('not-configured') };

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
