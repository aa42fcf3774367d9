/** A unit's earlier revocation and refusal, for the officers who look at its new case. */
import { html } from 'hono/html';
import { readRefused } from '../../cases/index.ts';
import { chinaDate } from '../../contract/identifiers.ts';
import type { Recording } from '../../events/index.ts';
import type { UnitOverview } from '../../staff/index.ts';
import { type Decided, readDecided } from '../../proposals/index.ts';
import { dayWords } from '../words/dates.ts';
import { actorWords } from '../words/event-words.ts';
import { notice, type Html } from '../kit/index.ts';
import { REFUSAL_WORDS } from '../words/words.ts';

const day = (instant: string): string => dayWords(chinaDate(Date.parse(instant)));

const revokedWords = ({ reason, by }: Decided): string => {
  const [first, second] = by.map(actorWords);
  return `：${reason}（${second === undefined ? `撤销人${first}` : `提议${first}、复核${second}`}）`;
};

/** The newest first; '' when there is none. */
export async function readEarlierDecisions(
  recording: Recording,
  { code, terms }: Pick<UnitOverview, 'code' | 'terms'>,
): Promise<Html | ''> {
  const revokedAt = terms.find(({ endReason }) => endReason === 'revoked')?.endedAt;
  // Its event may be no longer kept.
  const revoked = revokedAt && (await readDecided(recording, code, 'revoked'));
  const refused = await readRefused(recording.database, code);
  const decisions = [
    revokedAt && {
      at: revokedAt,
      words: `这个单位的认证在${day(revokedAt)}被撤销${revoked ? revokedWords(revoked) : ''}。`,
    },
    refused && {
      at: refused.endedAt,
      words: `在${day(refused.endedAt)}有一次人工核验未通过：${REFUSAL_WORDS[refused.reason]}。`,
    },
  ]
    .filter((one) => typeof one === 'object')
    .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
  if (decisions.length === 0) return '';
  const texts = html`${decisions.map(({ words }) => html`<p>${words}</p>`)}`;
  return notice('care', '请留意这个单位以前的情况', '', texts);
}
