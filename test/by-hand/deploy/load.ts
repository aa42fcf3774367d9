/** Users who submit through nginx, some right and some wrong, and the ledger of the answers that they got. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ORIGIN, sentOf, type Sent } from '../../support/bff.ts';
import { FOUNDED, uscc, ZHANG } from '../../support/people.ts';
import { siteUser, type SubmittedBy } from '../../support/site-user.ts';
import { createLedger, type Ledger } from '../../faults/support/ledger.ts';
import { SITE } from '../../faults/support/stage.ts';

export const PUBLIC_URL = 'https://certification.example';

/** nginx lets 50 requests a second of one address through; the machines share the processors of one. */
const PER_SECOND = 20;
/** Loads one after the other, and the submissions that each has at most. */
const LOADS = 5;
const SUBMISSIONS = 16_000;
/** Acknowledged submissions after an event. */
const AFTERWARDS = 200;

/** A unit that is right submits once, one that is wrong three times (`createLedger`). */
const unitsOf = (submissions: number) => submissions / 2;

/** The units of all loads, as a registry's export. */
export const registryFile = (): string =>
  [
    '企业名称,统一社会信用代码,法定代表人,法定代表人证件号码,成立日期,登记状态',
    ...Array.from(
      { length: LOADS * unitsOf(SUBMISSIONS) },
      (_, index) => `南京示例${index}有限公司,${uscc(index)},${ZHANG.name},${ZHANG.idNumber},${FOUNDED},存续`,
    ),
    '',
  ].join('\n');

export interface Load {
  readonly ledger: Ledger;
  /** Answers that were no success, by status; `none`: the connection failed. They are sent again with the same key. */
  readonly refused: Map<number | 'none', number>;
  /** Resolves when so many more were acknowledged. */
  more(count: number): Promise<void>;
  /** The longest time without an acknowledged submission in which `work` was done and some more were acknowledged. Seconds. */
  longestPause(work: () => Promise<unknown>): Promise<number>;
  /** Ends the load; resolves when each submission has an answer. */
  finish(): Promise<void>;
}

/** Starts a load, with the secret of the site `portal`. Loads with different numbers share no unit. */
export function startLoad(secret: string, number: number): Load {
  const ledger = createLedger(SUBMISSIONS, number * unitsOf(SUBMISSIONS));
  const refused: Load['refused'] = new Map();
  const count = (answer: number | 'none') => refused.set(answer, (refused.get(answer) ?? 0) + 1);
  const visitor = siteUser({ id: SITE, secret, origin: ORIGIN });
  const acknowledgedAt: number[] = [];
  let next = 0;
  const pace = async () => {
    const turn = Math.max(next, Date.now());
    next = turn + 1_000 / PER_SECOND;
    await sleep(Math.max(turn - Date.now(), 0));
  };
  const user = {
    async submit(submission: SubmittedBy): Promise<Sent> {
      await pace();
      const answer = await visitor
        .submit(PUBLIC_URL, { ...submission, signal: AbortSignal.timeout(40_000) })
        .catch((error: unknown) => {
          count('none');
          throw error;
        });
      if (answer.status === 200) acknowledgedAt.push(performance.now());
      else count(answer.status);
      // nginx answers these itself: no answer of the service.
      if ([429, 502, 504].includes(answer.status)) throw new Error(`nginx answered ${answer.status}`);
      return sentOf(answer);
    },
    status: () => Promise.reject(new Error('nobody asks for it')),
  };

  let isOpen = true;
  const running = (async () => {
    while (isOpen) if ((await ledger.submit(user, 10)) === 0) await sleep(50);
  })();
  const broken = running.then(() => undefined);
  const reach = async (target: number) => {
    while (ledger.acknowledged() < target) await Promise.race([sleep(20), broken]);
  };
  return {
    ledger,
    refused,
    more: (amount) => reach(ledger.acknowledged() + amount),
    async longestPause(work) {
      const begun = performance.now();
      await work();
      await reach(ledger.acknowledged() + AFTERWARDS);
      const times = [begun, ...acknowledgedAt.filter((at) => at > begun)];
      return Math.max(...times.slice(1).map((at, index) => at - times[index]!)) / 1_000;
    },
    async finish() {
      isOpen = false;
      await running;
      await ledger.finish(user);
    },
  };
}
