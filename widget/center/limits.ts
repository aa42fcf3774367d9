/**
 * The center's lines about limits: how many attempts are left, or from when there are some again.
 */
import { html } from 'lit';
import { unbroken } from '../dialog/unbroken.ts';
import { type DialogWay, attemptsIn, closedUntil, isHeld } from '../procedure/open-ways.ts';
import type { CenterModel } from './center-model.ts';
import { atStep } from './center-steps.ts';
import { statusIcon } from './status-icon.ts';

/**
 * Without limits the service answers a very high number of attempts. From this number on, none is
 * shown.
 */
const MANY = 100;

const isFew = (left: number | null | undefined): left is number => !!left && left < MANY;

/** From when there are attempts again. */
const usedUp = (said: string): unknown => html`<b>${unbroken(said)}</b>`;

/** How many attempts are left, of the first limited way. */
function attemptsLeft({ words, results, known, next }: CenterModel): unknown[] {
  if (next.ways[0] === 'counter') return isFew(next.attempts) ? [words.casesLeft(next.attempts)] : [];
  const left = attemptsIn(known);
  return isFew(left) ? [results.attemptsLeft(left)] : [];
}

/** Below the state, or below the button that it is about. */
export function hintsOf(model: CenterModel): unknown[] {
  const { words, results, known } = model;
  if (isHeld(known)) return results.trouble['way-closed'].text;
  const { stop, limit, left } = atStep(model);
  if (stop) return stop === 'operator' ? [words.operator] : results.trouble[stop].text;
  const until = limit === 'certify' && closedUntil(known, limit);
  if (until) return [usedUp(results.attemptsUsedUp(until))];
  return left === 'state' ? attemptsLeft(model) : [];
}

/** How many attempts are left, with the way that they are for. */
export function hintsAt(way: DialogWay, model: CenterModel): unknown[] {
  const { known, next } = model;
  const isOf = way === (next.ways[0] === 'counter' ? 'counter' : 'certify');
  return isOf && atStep(model).left === 'way' && !closedUntil(known, 'certify') ? attemptsLeft(model) : [];
}

/** Until when the ways with an agent's certification are closed. */
const agentClosedUntil = (known: CenterModel['known']) =>
  closedUntil(known, 'replace') ?? closedUntil(known, 'withdraw');

/**
 * Lines in the row of an agent's certification: that a takeover was refused, and why, and until
 * when its ways are closed.
 */
export function agentLines(model: CenterModel): unknown[] {
  const { words, results, known, next } = model;
  const { reasons }: { reasons: Partial<Record<string, string>> } = results;
  const until = agentClosedUntil(known);
  const left = attemptsIn(known);
  return [
    ...(atStep(model).limit === 'agent' && next.reason
      ? [
          html`<span class="problem marked"
            >${statusIcon('lapsed')}${words.replace.refused(reasons[next.reason])}</span
          >`,
          results.stands,
          ...(isFew(left) ? [results.attemptsLeft(left)] : []),
        ]
      : []),
    ...(until ? [usedUp(words.replace.usedUp(results.when(until)))] : []),
  ];
}

/** The forms that a limit closes, as the row has told. */
export function closedForms(model: CenterModel): 'certify' | 'agent' | undefined {
  const { known } = model;
  const { limit } = atStep(model);
  if (!limit || isHeld(known)) return undefined;
  return (limit === 'agent' ? agentClosedUntil(known) : closedUntil(known, limit)) ? limit : undefined;
}
