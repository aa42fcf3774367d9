/** How the chain is judged while retention, in this process or another, removes its oldest rows. */
import type { Database } from '../database/database.ts';
import type { SignedLink } from './chain.ts';
import { readAnchor } from './rows.ts';

/**
 * Judges the chain from its anchor on. Anchor and rows are read one after the other: when rows seem to be missing because retention
 * has moved the anchor meanwhile, the chain is judged again from there. `isSound`: nothing was found that this could explain.
 */
export async function judgeFromAnchor<T>(
  database: Database,
  judge: (anchor: SignedLink | undefined) => Promise<T>,
  isSound: (judged: T) => boolean,
): Promise<T> {
  for (let anchor = await readAnchor(database); ;) {
    const judged = await judge(anchor);
    if (isSound(judged)) return judged;
    const now = await readAnchor(database);
    if (now?.signature === anchor?.signature) return judged;
    anchor = now;
  }
}
