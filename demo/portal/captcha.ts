/** The login's captcha, in place of the portal's own: a sum in words that screen readers read too. */
import { randomInt, randomUUID } from 'node:crypto';

export interface Captcha {
  ask(): { id: string; question: string; answer: string };
  /** Each question can be answered once. */
  isRight(id: string, answer: string): boolean;
}

const MOST_OPEN = 10_000;

export function createCaptcha(): Captcha {
  const open = new Map<string, string>();
  return {
    ask() {
      const [a, b] = [randomInt(2, 10), randomInt(2, 10)];
      const id = randomUUID();
      const answer = String(a + b);
      open.set(id, answer);
      const [oldest] = open.keys();
      if (open.size > MOST_OPEN && oldest) open.delete(oldest);
      return { id, question: `${a}加${b}等于几？`, answer };
    },
    isRight(id, answer) {
      const expected = open.get(id);
      open.delete(id);
      return expected !== undefined && answer.normalize('NFKC').trim() === expected;
    },
  };
}
