/**
 * For the hotline: a unit or a reference that is looked up, and the unlocking of a unit's limits.
 */
import { html } from 'hono/html';
import { type CaseOverview, readCase, readRefused } from '../../cases/index.ts';
import { readTakenOff } from '../../certifications/index.ts';
import { checkReference } from '../../contract/reference.ts';
import { HOUR } from '../../contract/time.ts';
import { lastEvent } from '../../events/index.ts';
import { readUnlocking } from '../../limits/index.ts';
import { readReference, readStaffNext, readSubmissions, showUnit, unlockAsClerk } from '../../staff/index.ts';
import { columns, notice, searchHead, type Html } from '../kit/index.ts';
import { fieldOf, reasonIn } from '../page/fields.ts';
import { show, type DeskDependencies, type DeskRoute, type Reply, type Visit } from '../page/route.ts';
import { isAllowed } from '../people/access.ts';
import { createLookUps } from '../people/look-ups.ts';
import { unitSaid, unlockedSaid, type Standing } from '../sentences/unit-sentences.ts';
import { PLACES } from '../words/case-words.ts';
import { instantWords } from '../words/dates.ts';
import { actorWords } from '../words/event-words.ts';
import { numberIn, searchMistake, unitCodeIn } from '../words/typed.ts';
import {
  attemptsPart,
  casePart,
  isLocked,
  limitsPart,
  recheckPart,
  revokedInside,
  standingPart,
  submissionPart,
  UNIT_SEARCH,
  unitHeading,
  waitingCase,
} from './unit-parts.ts';

const { path: PATH, title, name: PARAMETER } = UNIT_SEARCH;
/** In the audit entry of each look-up. */
const REASON = '工作台查询';
const LEAD = '按来电人报的编号，或者按单位代码。每次查询都记入审计。';

/**
 * Why a unit was not unlocked: its reason is wrong, nothing is locked, or nobody may unlock it now.
 */
interface NotUnlocked {
  kind: 'reason' | 'nothing' | 'no-room';
}

/** How a unit was found. */
interface UnitPage {
  /** A reference or the unit's code. */
  query: string;
  /** The case that has the reference. */
  found?: CaseOverview | undefined;
  /** Makes the part of that reference. */
  first?: (now: Standing) => Html;
}

const searched = ({ c }: Pick<Visit, 'c'>): string => (c.req.query(PARAMETER) ?? '').trim();

export function unitPages(dependencies: DeskDependencies): DeskRoute[] {
  const { database, limits, now } = dependencies;
  const lookUps = createLookUps(dependencies);

  const respond = (
    visit: Visit,
    given: string,
    parts: Html | Html[],
    { status = 200, error = '' }: { status?: 200 | 404 | 409 | 422; error?: string } = {},
  ) => {
    const isShort = given !== '' && error === '';
    const isFound = isShort && status === 200; // the field is empty for the next caller
    const head = searchHead(UNIT_SEARCH, isFound ? '' : given, { lead: isShort ? '' : LEAD, error, isShort });
    return show(visit, { title, path: PATH, body: html`${head} ${parts}` }, status);
  };
  const wrong = (visit: Visit, given: string, error: string, status: 404 | 422) =>
    respond(visit, given, html``, { error, status });

  /**
   * There was nothing to unlock: the form may have been sent twice, or another clerk was faster.
   */
  const nothingWords = async ({ actor }: Visit, unitCode: string): Promise<Html> => {
    const last = await lastEvent(dependencies, { type: 'unit.unlocked', unitCode });
    if (!last || Date.parse(last.at) < now() - HOUR)
      return notice('care', '没有可以解除的限制', '本次没有改动：提交次数没有一项用完，或者单位已经认证。');
    const who = last.actor === actor ? '您' : actorWords(last.actor);
    return notice('good', '限制已经解除', `${who}在${instantWords(last.at)}解除的，不用再办。`);
  };

  /**
   * Tells why the unit was not unlocked; undefined on a page that replies to no form, or to one of
   * another unit.
   */
  const notUnlocked = async (visit: Visit, unitCode: string) => {
    const reply = visit.reply as NotUnlocked | undefined;
    if (reply === undefined || unitCodeIn(fieldOf(visit, 'code')) !== unitCode) return undefined;
    switch (reply.kind) {
      case 'nothing':
        return { message: await nothingWords(visit, unitCode), status: 409 } as const;
      case 'no-room': {
        // Which clerk may, and when, stands in the place of the form.
        const where = '解除的次数已满，什么也没有改变。谁在什么时候可以解除，写在“提交次数”里。';
        return { message: notice('care', '没有解除', where), status: 409 } as const;
      }
      case 'reason': {
        const mistake = reasonIn(visit);
        return { message: notice('bad', '没有解除', mistake.error), mistake, status: 422 } as const;
      }
    }
  };

  const showFound = async (visit: Visit, code: string, { query, found, first }: UnitPage) => {
    const act = { reason: REASON, actor: visit.actor };
    const attempts = await readSubmissions(dependencies, code, act, now());
    const unit = await showUnit(database, limits, code, now());
    const told = await notUnlocked(visit, unit.code);
    const isUnlocked = visit.c.req.query('done') === 'unlocked' && unit.limits.length === 0;
    const isOther = unit.case && unit.case.reference !== found?.reference;
    const waiting = isOther ? await readCase(dependencies, unit.case!.reference, act, now()) : undefined;
    const refused = await readRefused(database, unit.code);
    const unlocking = isAllowed(visit.session.roles, 'unit.unlock')
      ? await readUnlocking(database, limits, code, visit.actor, now())
      : undefined;
    const standing: Standing = {
      unit,
      next: await readStaffNext(dependencies, code),
      attempts,
      waiting: unit.case ? (waiting ?? found) : undefined,
      unlocking: unlocking?.who ?? 'hotline',
    };
    const said = first ? [] : (isUnlocked ? unlockedSaid : unitSaid)(standing);
    const givenName = (waiting ?? found)?.givenName;
    const standingCard = standingPart(unit, unitHeading(unit, givenName), {
      said,
      inside: revokedInside(standing),
      givenName,
      attempts,
      refused: found ? undefined : refused,
      takenOff: await readTakenOff(dependencies, unit),
    });
    const parts = [
      told?.message ?? html`${isUnlocked ? notice('good', '已解除限制') : ''}`,
      columns(first ? first(standing) : standingCard, [
        waiting && PLACES[standing.next.step] === 'waits' ? waitingCase(visit, waiting) : '',
        first ? standingCard : '',
        limitsPart(visit, standing, { unlocking, query, mistake: told?.mistake }),
      ]),
      ...(attempts.length > 0 ? [attemptsPart(attempts)] : []),
    ];
    return respond(visit, query, parts, { status: told?.status ?? 200 });
  };

  /** Undefined when nothing has the reference. */
  const findReference = async (
    visit: Visit,
    reference: string,
  ): Promise<({ unitCode: string } & UnitPage) | undefined> => {
    const act = { reason: REASON, actor: visit.actor };
    const referred = await readReference(dependencies, reference, act, now());
    if (!referred) return undefined;
    const { submission, recheck, case: found } = referred;
    const { unitCode } = (submission ?? recheck ?? found)!;
    await lookUps.open(visit.session, unitCode);
    const first = (standing: Standing): Html => {
      if (found) return casePart(visit, found, standing);
      return submission
        ? submissionPart(submission, recheck, standing)
        : recheckPart(reference, recheck!, standing);
    };
    return { unitCode, query: reference, found: found ?? undefined, first };
  };

  const lookUp = async (visit: Visit): Promise<Response> => {
    const given = searched(visit);
    if (given === '') return respond(visit, '', html``);
    const reference = checkReference(given);
    const code = unitCodeIn(given);
    if (reference === undefined && code === undefined) return wrong(visit, given, searchMistake(given), 422);
    if (reference === undefined) return showFound(visit, code!, { query: code! });
    const found = await findReference(visit, reference);
    return found
      ? showFound(visit, found.unitCode, found)
      : wrong(visit, given, '没有这个编号：编号保留180天。请核对，或者改用单位代码查询。', 404);
  };

  const unlock = async (visit: Visit): Promise<Response | Reply> => {
    const typed = unitCodeIn(fieldOf(visit, 'code'));
    if (typed === undefined) return visit.c.redirect(PATH, 303);
    const { actor } = visit;
    const unit = await showUnit(database, limits, typed, now());
    const { code } = unit;
    const not = (kind: NotUnlocked['kind']): Reply => ({
      page: `${PATH}?${PARAMETER}=${numberIn(searched(visit)) ?? code}`,
      reply: { kind } satisfies NotUnlocked,
    });
    if (!isLocked(unit, await readStaffNext(dependencies, code))) return not('nothing');
    const { who } = await readUnlocking(database, limits, code, actor, now());
    if (who !== 'clerk') return not('no-room');
    const { given: reason, error } = reasonIn(visit);
    if (error !== '') return not('reason');
    const result = await unlockAsClerk(dependencies, code, { reason, actor }, now());
    return result === 'unlocked'
      ? visit.c.redirect(`${PATH}?${PARAMETER}=${code}&done=unlocked`, 303)
      : not(result);
  };

  return [
    {
      method: 'get',
      path: PATH,
      access: 'unit.look',
      parameter: PARAMETER,
      looksUp: (visit) => {
        const given = searched(visit);
        return given === '' ? undefined : (numberIn(given) ?? given);
      },
      handle: lookUp,
    },
    {
      method: 'post',
      path: `${PATH}/unlock`,
      access: 'unit.unlock',
      looksUp: ({ form }) => unitCodeIn(fieldOf({ form }, 'code')),
      handle: unlock,
    },
  ];
}
