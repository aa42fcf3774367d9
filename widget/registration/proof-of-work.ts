/**
 * The proof of work before each message to a phone: solves an ALTCHA challenge (altcha-lib 2,
 * `createChallenge`) as `solveChallenge` does. Not the library's solver, which tries one key at a
 * time, is twice as large, and needs a worker script on the page's origin. SubtleCrypto derives
 * keys off the main thread, so the page stays responsive.
 */
import type { ProofOfWorkChallenge, RegistrationChallenge } from '../../bff/contract/wire.ts';
import type { Session } from '../session/session.ts';
import { toJson } from '../api/json.ts';
import { type Result, fail, failLogged, succeed } from '../api/result.ts';

/** The parameters of the challenge that are needed to solve it. Texts are hexadecimal. */
interface Parameters {
  algorithm: `PBKDF2/SHA-${256 | 384 | 512}`;
  nonce: string;
  salt: string;
  /** Iterations. */
  cost: number;
  /** In bytes. */
  keyLength: number;
  keyPrefix: string;
}

/** Keys derived at the same time, on the browser's threads for this. */
const AT_ONCE = 4;
/**
 * How long a challenge is used, counted from its request, in milliseconds. It is valid for 5
 * minutes.
 */
const USABLE_FOR = 240_000;

const bytesOf = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));

const hexOf = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

async function deriveKey(parameters: Parameters, counter: number): Promise<string> {
  const { algorithm, nonce, salt, cost, keyLength } = parameters;
  const [name = '', hash = ''] = algorithm.split('/');
  // The password is the nonce with the counter behind it, 32 bits, big-endian.
  const password = bytesOf(nonce + counter.toString(16).padStart(8, '0'));
  const key = await crypto.subtle.importKey('raw', password, name, false, ['deriveBits']);
  const derivation = { name, hash, salt: bytesOf(salt), iterations: cost };
  return hexOf(await crypto.subtle.deriveBits(derivation, key, keyLength * 8));
}

/** False for a challenge of a newer BFF, which this version cannot solve. */
const isSolvable = ({ parameters }: ProofOfWorkChallenge): boolean =>
  /^PBKDF2\/SHA-(256|384|512)$/.test(String(parameters['algorithm']));

/**
 * The solved challenge in the form that `POST /v1/registrations/phone-codes` expects; undefined
 * after `USABLE_FOR` or when the signal aborts.
 */
export async function solve(
  { parameters: given, signature }: ProofOfWorkChallenge,
  signal: AbortSignal,
): Promise<string | undefined> {
  const parameters = given as unknown as Parameters;
  const until = Date.now() + USABLE_FOR;
  for (let first = 0; !signal.aborted && Date.now() < until; first += AT_ONCE) {
    const keys = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) => deriveKey(parameters, first + index)),
    );
    const found = keys.findIndex((key) => key.startsWith(parameters.keyPrefix));
    if (found < 0) continue;
    const solution = { counter: first + found, derivedKey: keys[found] };
    return btoa(toJson({ challenge: { parameters, signature }, solution }));
  }
  return undefined;
}

/** A challenge that was asked for, and its proof once it is computed. */
interface Work {
  challenge: Promise<Result<RegistrationChallenge>>;
  proof: Promise<Result<string>>;
  /** Aborts it; an aborted proof fails only at the end of its present batch of keys. */
  signal: AbortSignal;
}

/** Computes a proof in advance, so that it is ready, or nearly, when the user requests a code. */
export class ProofOfWork {
  #ahead: Work | undefined;
  #until = 0;

  /** Starts to compute, unless a proof is ready or being computed. */
  prepare(session: Session, signal: AbortSignal): Work {
    if (!this.#ahead || this.#ahead.signal.aborted || Date.now() > this.#until) {
      this.#until = Date.now() + USABLE_FOR;
      const challenge = session.call<RegistrationChallenge>('/v1/registrations/challenge', {
        expects: 'parameters',
        signal,
      });
      const proof = prove(challenge, signal).catch(failLogged);
      const ahead = (this.#ahead = { challenge, proof, signal });
      void proof.then(({ ok }) => {
        if (!ok && this.#ahead === ahead) this.#ahead = undefined;
      });
    }
    return this.#ahead;
  }

  /** Returns a proof, and forgets it: each proof can be used once. */
  async use(session: Session, signal: AbortSignal): Promise<Result<string>> {
    const ahead = this.prepare(session, signal);
    const proof = await ahead.proof;
    if (this.#ahead === ahead) this.#ahead = undefined;
    return proof;
  }
}

async function prove(
  asked: Promise<Result<RegistrationChallenge>>,
  signal: AbortSignal,
): Promise<Result<string>> {
  const challenge = await asked;
  if (!challenge.ok) return challenge;
  if (!isSolvable(challenge.value)) return fail('unavailable');
  const proof = await solve(challenge.value, signal);
  return proof ? succeed(proof) : fail('unavailable');
}
