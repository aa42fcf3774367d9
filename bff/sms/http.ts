/** Any gateway that speaks the contract's JSON (section 4): `SMS_HTTP_URL`. */
import { z } from 'zod';
import { createPartnerClient, type Partner } from '../network/partner.ts';
import { SMS_TIMEOUT, smsFailed, type Sms } from './sms.ts';

/** The gateway's name for the message, which nobody here needs; without it the answer is not a gateway's. */
const accepted = z.object({ id: z.union([z.string().min(1), z.number()]) });

/** `gate.ts` has the circuit breaker: a gateway that says no to five numbers is not broken. */
const NO_BREAKER = { failures: Infinity, pause: 0 };

/** 5xx: the gateway is down, or (504) what stands before it did not wait for its answer. Any other status says no. */
const failed = (status: number) => (status === 504 ? 'timeout' : status >= 500 ? 'unreachable' : 'refused');

export function createHttpSms(partner: Partner, timeout = SMS_TIMEOUT): Sms {
  const ask = createPartnerClient(partner, { timeout, breaker: NO_BREAKER, failed });
  return {
    gateway: 'http',
    async send({ phone, code, expiresInMinutes }) {
      const question = { phone, template: 'registration-code', code, expiresInMinutes };
      const reply = await ask(question, accepted);
      return reply.kind === 'reply' ? { kind: 'sent' } : smsFailed(reply.outage);
    },
  };
}
