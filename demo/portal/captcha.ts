/**
 * The login's captcha: ALTCHA, a proof of work signed by the server. Nothing to decipher, so it is open
 * to people who cannot see or hear a puzzle (WCAG 2.2, 3.3.8), and no third party learns who logs in.
 */
import { randomBytes } from 'node:crypto';
import { createChallenge, randomInt, verifySolution, type Challenge, type Payload } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';

/** `missing`: not done; `expired`: done too long ago or used before; `wrong`: not an answer of ours. */
export type CaptchaVerdict = 'passed' | 'missing' | 'expired' | 'wrong';

export interface Captcha {
  challenge(): Promise<Challenge>;
  /** Judges the form field; an answer passes once. */
  judge(answer: string | undefined): Promise<CaptchaVerdict>;
}

const LIFETIME_MS = 5 * 60_000;
/** Iterations a try, and how many tries: some tenths of a second of an office PC. */
const COST = 1_000;
const TRIES = [100, 400] as const;

const readPayload = (answer: string): Payload | undefined => {
  try {
    const payload = JSON.parse(Buffer.from(answer, 'base64').toString('utf8')) as Partial<Payload>;
    return payload.challenge?.signature && payload.challenge.parameters && payload.solution
      ? (payload as Payload)
      : undefined;
  } catch {
    return undefined;
  }
};

/** `now`: the clock, in milliseconds. */
export function createCaptcha(now: () => number): Captcha {
  const hmacSignatureSecret = randomBytes(32).toString('base64url');
  const hmacKeySignatureSecret = randomBytes(32).toString('base64url');
  /** Signatures of answers that have passed, with the instant after which they are expired anyway. */
  const used = new Map<string, number>();

  return {
    challenge: () =>
      createChallenge({
        algorithm: 'PBKDF2/SHA-256',
        cost: COST,
        counter: randomInt(...TRIES),
        deriveKey,
        expiresAt: new Date(now() + LIFETIME_MS),
        hmacSignatureSecret,
        hmacKeySignatureSecret,
      }),

    async judge(answer) {
      if (!answer) return 'missing';
      const payload = readPayload(answer);
      const signature = payload?.challenge.signature;
      if (!payload || !signature) return 'wrong';
      const { challenge, solution } = payload;
      const verdict = await verifySolution({
        challenge,
        solution,
        deriveKey,
        hmacSignatureSecret,
        hmacKeySignatureSecret,
      }).catch(() => undefined); // fields of the wrong kind throw
      if (verdict?.expired) return 'expired';
      if (!verdict?.verified) return 'wrong';
      for (const [old, until] of used) if (until <= now()) used.delete(old);
      if (used.has(signature)) return 'expired';
      used.set(signature, now() + LIFETIME_MS);
      return 'passed';
    },
  };
}
