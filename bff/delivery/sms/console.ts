/** For trying things out on the embedded database: the message appears in the terminal of the BFF, nowhere else. */
import type { Sms } from './sms.ts';

/** `write` gets one line, without its end. */
export const createConsoleSms = (write: (line: string) => void): Sms => ({
  gateway: 'console',
  async send({ phone, code, expiresInMinutes }) {
    write(`SMS to ${phone}: registration code ${code}, valid for ${expiresInMinutes} minutes`);
    return { kind: 'sent' };
  },
});
