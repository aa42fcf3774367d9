/** For the hotline: a unit or a reference that is looked up, and the unlocking of a unit's limits. */
import { html } from 'hono/html';
import { type CaseOverview, readCase, readRefused } from '../cases/index.ts';
import { readReference, readStaffNext, readSubmissions, showUnit, unlockAsClerk } from '../staff/index.ts';
import { checkReference } from '../contract/reference.ts';
import { HOUR } from '../contract/time.ts';
import { lastEvent } from '../events/index.ts';
import { readUnlocking } from '../limits/index.ts';
import { readTakenOff } from '../certifications/index.ts';
import { isAllowed } from './access.ts';
import { instantWords } from './dates.ts';
import { actorWords } from './event-words.ts';
import { reasonIn, searchMistake, unitCodeIn } from './fields.ts';
import { notice, searchHead, type Html, type Mistake } from './kit/index.ts';
import { createLookUps, TOO_MANY_LOOK_UPS } from './look-ups.ts';
import { PLACES } from './queue.ts';
import { fieldOf, show, type DeskDependencies, type DeskRoute, type Visit } from './route.ts';
import { unitSaid, unlockedSaid, type Standing } from './unit-sentences.ts';
import {
  attemptsPart,
  casePart,
  isLocked,
  limitsPart,
  recheckPart,
  standingPart,
  submissionPart,
  UNIT_SEARCH,
  unitHeading,
  waitingCase,
} from './unit-parts.ts';

const { path: PATH, title } = UNIT_SEARCH;
/** In the audit entry of each look-up. */
const REASON = '工作台查询';
/** Which clerk may, and when, stands in the place of the form. */
const NO_MORE_UNLOCKS = notice(
  'care',
  '没有解除',
  '解除的次数已满，什么也没有改变。谁在什么时候可以解除，写在“提交次数”里。',
);
const LEAD = '按来电人报的编号，或者按单位代码。每次查询都记入审计。';

/** How a unit was found. */
interface UnitPage {
  /** A reference or the unit's code. */
  query: string;
  /** In the form that unlocks. */
  mistake?: Mistake | undefined;
  /** The case that has the reference. */
  found?: CaseOverview | undefined;
  /** Makes the part of that reference. */
  first?: (now: Standing) => Html;
}

const searched = ({ c }: Visit): string => (c.req.query('query') ?? '').trim();

export function unitPages(dependencies: DeskDependencies): DeskRoute[] {
  const { database, limits, now } = dependencies;
  const lookUps = createLookUps(dependencies);

  const respond = (
    visit: Visit,
    given: string,
    parts: Html | Html[],
    { status = 200, error = '' }: { status?: 200 | 404 | 409 | 422 | 429; error?: string } = {},
  ) => {
    const isShort = given !== '' && error === '';
    const isFound = isShort && status === 200; // the field is empty for the next caller
    return show(
      visit,
      {
        title,
        path: PATH,
        body: html`${searchHead(UNIT_SEARCH, isFound ? '' : given, { lead: isShort ? '' : LEAD, error, isShort })}
        ${parts}`,
      },
      status,
    );
  };
  const tooMany = (visit: Visit, given: string) =>
    respond(visit, given, notice('care', ...TOO_MANY_LOOK_UPS), { status: 429 });
  const wrong = (visit: Visit, given: string, error: string, status: 404 | 422) =>
    respond(visit, given, html``, { error, status });

  /** The parts of a unit's page. */
  const unitParts = async (
    visit: Visit,
    code: string,
    { query, mistake, found, first }: UnitPage,
  ): Promise<Html[]> => {
    const act = { reason: REASON, actor: visit.actor };
    const attempts = await readSubmissions(dependencies, code, act, now());
    const unit = await showUnit(database, limits, code, now());
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
      givenName,
      attempts,
      refused: found ? undefined : refused,
      takenOff: await readTakenOff(dependencies, unit),
    });
    return [
      html`${isUnlocked ? notice('good', '已解除限制') : ''}`,
      html`<div class="columns">
        <div>${first ? first(standing) : standingCard}</div>
        <div>
          ${waiting && PLACES[standing.next.step] === 'waits' ? waitingCase(visit, waiting) : ''}
          ${first ? standingCard : ''} ${limitsPart(visit, standing, { unlocking, query, mistake })}
        </div>
      </div>`,
      ...(attempts.length > 0 ? [attemptsPart(attempts)] : []),
    ];
  };

  /** Undefined when nothing has the reference. */
  const findReference = async (
    visit: Visit,
    reference: string,
  ): Promise<({ unitCode: string } & Pick<UnitPage, 'found' | 'first'>) | undefined> => {
    const act = { reason: REASON, actor: visit.actor };
    const referred = await readReference(dependencies, reference, act, now());
    if (!referred) return undefined;
    const { submission, recheck } = referred;
    const { unitCode } = (submission ?? recheck ?? referred.case)!;
    await lookUps.open(visit.session, unitCode);
    const found = referred.case ? await readCase(dependencies, reference, act, now()) : undefined;
    const first = (standing: Standing): Html => {
      if (found) return casePart(visit, found, standing);
      return submission
        ? submissionPart(submission, recheck, standing)
        : recheckPart(reference, recheck!, standing);
    };
    return { unitCode, found, first };
  };

  const lookUp = async (visit: Visit): Promise<Response> => {
    const given = searched(visit);
    if (given === '') return respond(visit, '', html``);
    const reference = checkReference(given);
    const code = unitCodeIn(given);
    if (!(await lookUps.count(visit.session, reference ?? code ?? given))) return tooMany(visit, given);
    if (reference === undefined && code !== undefined)
      return respond(visit, given, await unitParts(visit, code, { query: code }));
    if (reference === undefined) return wrong(visit, given, searchMistake(given), 422);
    const found = await findReference(visit, reference);
    return found
      ? respond(visit, given, await unitParts(visit, found.unitCode, { query: reference, ...found }))
      : wrong(visit, given, '没有这个编号：编号保留180天。请核对，或者改用单位代码查询。', 404);
  };

  /** There was nothing to unlock: the form may have been sent twice, or another clerk was faster. */
  const notUnlocked = async ({ actor }: Visit, unitCode: string): Promise<Html> => {
    const last = await lastEvent(dependencies, { type: 'unit.unlocked', unitCode });
    if (!last || Date.parse(last.at) < now() - HOUR)
      return notice('care', '没有可以解除的限制', '本次没有改动：提交次数没有一项用完，或者单位已经认证。');
    const who = last.actor === actor ? '您' : actorWords(last.actor);
    return notice('good', '限制已经解除', `${who}在${instantWords(last.at)}解除的，不用再办。`);
  };

  /** The same page again, with the reason that was typed. `message`: makes what has happened, of the unit's canonical code. */
  const unlockFailed = async (
    visit: Visit,
    code: string,
    status: 409 | 422,
    { message, mistake }: { message?: Html; mistake?: Mistake },
  ): Promise<Response> => {
    const reference = checkReference(searched(visit));
    const found = reference === undefined ? undefined : await findReference(visit, reference);
    const isSame = found?.unitCode === code;
    const page = isSame ? { query: reference!, ...found } : { query: code };
    const parts = await unitParts(visit, code, { ...page, mistake });
    return respond(visit, page.query, message ? [message, ...parts] : parts, { status });
  };

  const unlock = async (visit: Visit): Promise<Response> => {
    const typed = unitCodeIn(fieldOf(visit, 'code'));
    const given = reasonIn(visit);
    if (typed === undefined) return wrong(visit, '', '单位代码不正确。', 422);
    if (!(await lookUps.count(visit.session, typed))) return tooMany(visit, typed);
    const { actor } = visit;
    const unit = await showUnit(database, limits, typed, now());
    const { code } = unit;
    const nothing = async () => unlockFailed(visit, code, 409, { message: await notUnlocked(visit, code) });
    const noRoom = () => unlockFailed(visit, code, 409, { message: NO_MORE_UNLOCKS });
    if (!isLocked(unit, await readStaffNext(dependencies, code))) return nothing();
    const { who } = await readUnlocking(database, limits, code, actor, now());
    if (who !== 'clerk') return noRoom();
    if ('error' in given) return unlockFailed(visit, code, 422, { mistake: given });
    const result = await unlockAsClerk(dependencies, code, { reason: given.reason, actor }, now());
    switch (result) {
      case 'unlocked':
        return visit.c.redirect(`${PATH}?query=${code}&done=unlocked`, 303);
      case 'nothing':
        return nothing();
      case 'no-room':
        return noRoom();
    }
  };

  return [
    { method: 'get', path: PATH, access: 'unit.look', handle: lookUp },
    { method: 'post', path: `${PATH}/unlock`, access: 'unit.unlock', handle: unlock },
  ];
}
