/** For the hotline: a unit or a reference that is looked up, and the unlocking of a unit's limits. */
import { html } from 'hono/html';
import { type CaseOverview, readCase, readRefused } from '../cases/index.ts';
import { readReference, readStaffNext, readSubmissions, showUnit, unlockUnit } from '../staff/index.ts';
import { checkReference } from '../contract/reference.ts';
import { HOUR } from '../contract/time.ts';
import { lastEvent } from '../events/index.ts';
import { readTakenOff } from '../certifications/index.ts';
import { isAllowed } from './access.ts';
import { instantWords } from './dates.ts';
import { actorWords } from './event-words.ts';
import { reasonIn, searchHead, searchMistake, unitCodeIn, type Mistake } from './fields.ts';
import { notice, type Html } from './layout.ts';
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
const LEAD = '按来电人报的编号，或者按单位代码。每次查询都记入审计。';

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

  /** The parts of a unit's page. `found`: the case by which it was found; `first`: makes the part of that reference. */
  const unitParts = async (
    visit: Visit,
    code: string,
    {
      mistake,
      found,
      first,
    }: {
      mistake?: Mistake;
      found?: CaseOverview | undefined;
      first?: (now: Standing) => Html;
    } = {},
  ): Promise<Html[]> => {
    const act = { reason: REASON, actor: visit.actor };
    const attempts = await readSubmissions(dependencies, code, act, now());
    const unit = await showUnit(database, limits, code, now());
    const isUnlocked = visit.c.req.query('done') === 'unlocked' && unit.limits.length === 0;
    const isOther = unit.case && unit.case.reference !== found?.reference;
    const waiting = isOther ? await readCase(dependencies, unit.case!.reference, act, now()) : undefined;
    const refused = await readRefused(database, unit.code);
    const standing: Standing = {
      unit,
      next: await readStaffNext(dependencies, code),
      attempts,
      waiting: unit.case ? (waiting ?? found) : undefined,
      mayUnlock: isAllowed(visit.session.roles, 'unit.unlock'),
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
          ${first ? standingCard : ''} ${limitsPart(visit, standing, mistake)}
        </div>
      </div>`,
      ...(attempts.length > 0 ? [attemptsPart(attempts)] : []),
    ];
  };

  const lookUp = async (visit: Visit): Promise<Response> => {
    const given = (visit.c.req.query('query') ?? '').trim();
    if (given === '') return respond(visit, '', html``);
    const reference = checkReference(given);
    const code = unitCodeIn(given);
    if (!(await lookUps.count(visit.session, reference ?? code ?? given))) return tooMany(visit, given);
    if (reference === undefined && code !== undefined)
      return respond(visit, given, await unitParts(visit, code));
    if (reference === undefined) return wrong(visit, given, searchMistake(given), 422);
    const act = { reason: REASON, actor: visit.actor };
    const referred = await readReference(dependencies, reference, act, now());
    if (!referred)
      return wrong(visit, given, '没有这个编号：编号保留180天。请核对，或者改用单位代码查询。', 404);
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
    return respond(visit, given, await unitParts(visit, unitCode, { found, first }));
  };

  /** There was nothing to unlock: the form may have been sent twice, or another clerk was faster. */
  const notUnlocked = async ({ actor }: Visit, unitCode: string): Promise<Html> => {
    const last = await lastEvent(dependencies, { type: 'unit.unlocked', unitCode });
    if (!last || Date.parse(last.at) < now() - HOUR)
      return notice('care', '没有可以解除的限制', '本次没有改动：提交次数没有一项用完，或者单位已经认证。');
    const who = last.actor === actor ? '您' : actorWords(last.actor);
    return notice('good', '限制已经解除', `${who}在${instantWords(last.at)}解除的，不用再办。`);
  };

  const unlock = async (visit: Visit): Promise<Response> => {
    const code = unitCodeIn(fieldOf(visit, 'code'));
    const given = reasonIn(visit);
    if (code === undefined) return wrong(visit, '', '单位代码不正确。', 422);
    if (!(await lookUps.count(visit.session, code))) return tooMany(visit, code);
    const unit = await showUnit(database, limits, code, now());
    if (!isLocked(unit, await readStaffNext(dependencies, code))) {
      const message = await notUnlocked(visit, unit.code);
      return respond(visit, code, [message, ...(await unitParts(visit, code))], { status: 409 });
    }
    if ('error' in given)
      return respond(visit, code, await unitParts(visit, code, { mistake: given }), { status: 422 });
    await unlockUnit(dependencies, code, { reason: given.reason, actor: visit.actor }, now());
    return visit.c.redirect(`${PATH}?query=${code}&done=unlocked`, 303);
  };

  return [
    { method: 'get', path: PATH, access: 'unit.look', handle: lookUp },
    { method: 'post', path: `${PATH}/unlock`, access: 'unit.unlock', handle: unlock },
  ];
}
