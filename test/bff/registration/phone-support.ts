/** A browser of a visitor who registers: solves challenges, asks for codes, and reads the messages of its phone. */
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Sms, SmsMessage, SmsResult } from '../../../bff/sms/sms.ts';
import { ORIGIN, sentOf, type Sent, type TestBff } from '../../support/bff.ts';

/** A gateway in this process: stores the messages, and fails on request. */
export interface Phones extends Sms {
  messages: SmsMessage[];
  answer: SmsResult;
  /** The newest code for a number. */
  codeOf(phone: string): string;
}

export function createPhones(): Phones {
  const phones: Phones = {
    gateway: 'http',
    messages: [],
    answer: { kind: 'sent' },
    async send(message) {
      if (phones.answer.kind === 'sent') phones.messages.push(message);
      return phones.answer;
    },
    codeOf: (phone) => phones.messages.findLast((message) => message.phone === phone)?.code ?? 'none',
  };
  return phones;
}

/** A different code. */
export const otherThan = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

export const encodeProof = (payload: object): string =>
  Buffer.from(JSON.stringify(payload)).toString('base64');

export interface Visitor {
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Sent>;
  challenge(): Promise<Challenge>;
  /** A fresh challenge, solved. */
  proof(): Promise<string>;
  askCode(phone: string, proof?: string, headers?: Record<string, string>): Promise<Sent>;
  prove(phone: string, code: string): Promise<Sent>;
}

/** Counts visitors, so that each has another address. */
let visitors = 0;

export function visitorOf(bff: Pick<TestBff, 'url' | 'token'>): Visitor {
  const address = `192.0.2.${++visitors % 256}`;
  const visitor: Visitor = {
    async send(method, path, body, headers = {}) {
      const token = await bff.token('', {
        purpose: 'registration',
        sub: 'v',
      });
      const response = await fetch(`${bff.url}/v1/registrations${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          Origin: ORIGIN,
          'Content-Type': 'application/json',
          'X-Forwarded-For': address,
          ...headers,
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
      return sentOf(response);
    },
    challenge: async () => (await visitor.send('GET', '/challenge')).body as unknown as Challenge,
    async proof() {
      const challenge = await visitor.challenge();
      return encodeProof({ challenge, solution: await solveChallenge({ challenge, deriveKey }) });
    },
    askCode: async (phone, proof, headers) =>
      visitor.send('POST', '/phone-codes', { phone, proof: proof ?? (await visitor.proof()) }, headers),
    prove: (phone, code) => visitor.send('POST', '/phone-proofs', { phone, code }),
  };
  return visitor;
}

/** Makes challenges that the first try solves, for tests of other things. Codes stay random. */
export function easyChallenges(bff: TestBff): void {
  const { randomInt } = bff.phone;
  bff.phone.randomInt = (minimum, maximum) => (maximum <= 1_000 ? 1 : randomInt(minimum, maximum));
}
