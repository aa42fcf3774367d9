/** Claims that wait for new evidence are due at once, also those that wait for a partner: the import may know what it was asked for. */
import type { Session } from '../database/index.ts';

/** Claims woken in one statement: a submission of one of these units waits for it. */
const BATCH = 1_000;

/** `now` in milliseconds. */
export async function wakeClaims(session: Session, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  for (let after: readonly [string, string] | undefined = ['', '']; after !== undefined;) {
    const claims: { unit_code: string; purpose: string }[] = await session.query(
      `select unit_code, purpose from kept_claim
       where (unit_code, purpose) > ($1::text, $2::text) and (next_try_at > $3::timestamptz or waits_for <> '')
       order by unit_code, purpose limit ${BATCH}`,
      [...after, at],
    );
    await session.query(
      `update kept_claim set next_try_at = least(next_try_at, $1::timestamptz), waits_for = ''
       where (next_try_at > $1::timestamptz or waits_for <> '')
         and (unit_code, purpose) in (select * from unnest($2::text[], $3::text[]))`,
      [at, claims.map(({ unit_code }) => unit_code), claims.map(({ purpose }) => purpose)],
    );
    const last = claims.at(-1);
    after = last && [last.unit_code, last.purpose];
  }
}
