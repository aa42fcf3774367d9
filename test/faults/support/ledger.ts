/**
 * A ledger of the answers that clients got. Many clients submit at once while the BFF is killed and started again. Submissions without an
 * answer are repeated with the same key. In the end the ledger is compared with the database.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { idempotencyOf } from '../../../bff/attempts/claim.ts';
import type { ClaimRequest } from '../../../bff/contract/wire.ts';
import { organizationCodeOf } from '../../../bff/contract/unit-code.ts';
import type { Database } from '../../../bff/database/database.ts';
import { comparableRepresentatives } from '../../../bff/registry/people.ts';
import type { Digester } from '../../../bff/keys/digest.ts';
import { addSource, FOUNDED, rightClaim, uscc, ZHANG } from '../../support/people.ts';
import { SITE, type userOf } from './stage.ts';

/** Clients that submit at the same time. */
const HANDS = 16;
/** Wrong claims of a unit that is not certified. */
const WRONG = 3;
const RIGHT_CLAIM = rightClaim();
/** Another one each time: the same one again is answered without being recorded. */
const wrongClaim = (again: number) => rightClaim({ foundedOn: `2001-06-${10 + again}` });

interface Submission {
  unit: string;
  key: string;
  sub: string;
  claim: ClaimRequest;
  expected: 'certified' | 'rejected';
  /** As answered. */
  reference?: string;
}

export interface Ledger {
  /** Sends until the process ends, or `enough` more were answered; resolves to the number of answers. */
  submit(user: ReturnType<typeof userOf>, enough: number): Promise<number>;
  acknowledged(): number;
  /** Repeats the submissions without an answer, until each has one. */
  finish(user: ReturnType<typeof userOf>): Promise<void>;
  compare(database: Database, digester: Digester): Promise<{ lost: string[]; doubled: string[] }>;
}

/** A ledger of at most `most` submissions, whose units are in the registry (`registerUnits`). `first`: the number of the first unit. */
export function createLedger(most: number, first = 0): Ledger {
  const answered: Submission[] = [];
  const open: Submission[] = [];
  const fresh = submissions(most, first);

  async function send(user: ReturnType<typeof userOf>, submission: Submission): Promise<'answered' | 'gone'> {
    for (;;) {
      const answer = await user.submit(submission).catch(() => undefined);
      if (answer?.status === 200) {
        if (answer.body['outcome'] !== submission.expected)
          throw new Error(`${submission.unit} was told ${JSON.stringify(answer.body)}`);
        submission.reference = answer.body['reference'] as string;
        answered.push(submission);
        return 'answered';
      }
      if (answer === undefined) {
        open.push(submission);
        return 'gone';
      }
      if (answer.status !== 503) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
      await sleep(100); // a 503: the same key may be sent again
    }
  }

  const withHands = (hand: () => Promise<void>) => Promise.all(Array.from({ length: HANDS }, hand));

  return {
    acknowledged: () => answered.length,
    async submit(user, enough) {
      const before = answered.length;
      await withHands(async () => {
        while (answered.length - before < enough) {
          const submission = open.shift() ?? fresh.next().value;
          if (!submission || (await send(user, submission)) === 'gone') return;
        }
      });
      return answered.length - before;
    },
    async finish(user) {
      while (open.length > 0)
        await withHands(async () => {
          for (let each = open.shift(); each; each = open.shift()) await send(user, each);
        });
    },
    compare: (database, digester) => compare(answered, database, digester),
  };
}

/** In turn a unit that is certified and a unit that is refused three times; the same sequence at each call. */
function* submissions(most: number, first: number): Generator<Submission, undefined> {
  for (let index = 0, count = 0; count < most; index++) {
    const unit = uscc(first + index);
    const isRight = index % 2 === 0;
    for (let again = 0; again < (isRight ? 1 : WRONG); again++, count++)
      yield {
        unit,
        key: randomUUID(),
        sub: `user-${first + index}`,
        claim: isRight ? RIGHT_CLAIM : wrongClaim(again),
        expected: isRight ? 'certified' : 'rejected',
      };
  }
  return undefined;
}

/** Puts the units of `most` submissions into the registry. */
export async function registerUnits(database: Database, digester: Digester, most: number): Promise<void> {
  const representatives = JSON.stringify(comparableRepresentatives([ZHANG], digester));
  const units = Math.ceil((most * 2) / (1 + WRONG)) + 1;
  await addSource(database, 'market');
  for (let from = 0; from < units; from += 5_000)
    await database.kysely
      .insertInto('registry_unit')
      .values(
        Array.from({ length: Math.min(5_000, units - from) }, (_, i) => {
          const code = uscc(from + i);
          return {
            code,
            source: 'market' as const,
            name: '南京示例有限公司',
            representatives,
            founded_on: FOUNDED,
            state: 'active',
          };
        }),
      )
      .execute();
}

/** Checks that every acknowledged submission is recorded once: key, submission, certification, event and limits. */
async function compare(
  answered: readonly Submission[],
  { kysely }: Database,
  digester: Digester,
): Promise<{ lost: string[]; doubled: string[] }> {
  const attempts = await kysely
    .selectFrom('submission')
    .select(['id', 'key', 'unit_code', 'outcome', 'reference'])
    .execute();
  const events = await kysely
    .selectFrom('event')
    .select(['unit_code', 'submission_id'])
    .where('submission_id', 'is not', null)
    .execute();
  const certified = await kysely.selectFrom('certification').select(['unit_code', 'ended_at']).execute();
  const standings = await kysely
    .selectFrom('limit_counter')
    .select(['key', 'used'])
    .where('kind', '=', 'unit')
    .execute();

  const outcomes = new Map(attempts.map(({ id, outcome }) => [id, outcome]));
  const attemptOfKey = new Map(attempts.map(({ key, id }) => [key, id]));
  const references = new Map(attempts.map(({ id, reference }) => [id, reference]));
  const certifiedUnits = new Set(
    certified.filter(({ ended_at }) => ended_at === null).map(({ unit_code: unit }) => unit),
  );
  const used = new Map(standings.map(({ key, used: count }) => [key, count]));
  const eventsOfSubmission = countBy(events.flatMap(({ submission_id: id }) => id ?? []));
  const eventsOfUnit = countBy(events.flatMap(({ unit_code: unit }) => unit ?? []));
  const attemptsOfUnit = countBy(attempts.map(({ unit_code: unit }) => unit));
  const submitted = countBy(answered.map(({ unit }) => unit));

  const lost: string[] = [];
  const doubled: string[] = [];
  for (const { unit, sub, key, expected, reference } of answered) {
    const attempt = attemptOfKey.get(idempotencyOf(digester, [SITE, unit, sub, key], '').keys[0]!);
    if (attempt === undefined || outcomes.get(attempt) !== expected) lost.push(`attempt of ${unit}`);
    else if (references.get(attempt) !== reference) lost.push(`reference of ${unit}`);
    else if (!eventsOfSubmission.has(attempt)) lost.push(`event of the submission ${unit}`);
    if (expected === 'certified' && !certifiedUnits.has(unit)) lost.push(`certification of ${unit}`);
  }
  for (const [unit, count] of submitted) {
    if ((eventsOfUnit.get(unit) ?? 0) < count) lost.push(`event of ${unit}`);
    if ((eventsOfUnit.get(unit) ?? 0) > count) doubled.push(`event of ${unit}`);
    if ((attemptsOfUnit.get(unit) ?? 0) > count) doubled.push(`attempt of ${unit}`);
    const counted = used.get(organizationCodeOf(unit)) ?? 0;
    if (count > 1 && counted < count) lost.push(`count of ${unit}`);
    if (count > 1 && counted > count) doubled.push(`count of ${unit}`);
  }
  for (const [attempt, count] of eventsOfSubmission)
    if (count > 1) doubled.push(`event of the submission ${attempt}`);
  return { lost, doubled };
}

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
