/** What several results have in common: the ways on, and what stands meanwhile. */
import { waitingIn, standingIn } from '../procedure/known.ts';
import { contextOf, offeredWays } from './ways.ts';
import { type ResultsModel, button } from './results-model.ts';
import type { WayOn } from './row.ts';

/** Before a business: what comes after the certification. Only the online form leads back to it. */
export function afterwards({ business, words }: ResultsModel, [first]: readonly WayOn[]): string[] {
  return first && business && !business.go
    ? [words.results.afterwards(business.name, first.way === 'certify')]
    : [];
}

/** The open ways; in the center alone where the page wants the user to certify there. */
export function openWays(model: ResultsModel): WayOn[] {
  const { state, words, toCenter } = model;
  const { known } = state;
  const { results } = words;
  const context = contextOf(known);
  const offered = offeredWays(known, results);
  if (toCenter && offered[0])
    return [{ way: offered[0].way, action: { label: results.center, run: toCenter } }];
  return offered.map(({ way, text, button: label, type }, index): WayOn => ({
    way,
    // After a refusal the text before has said what to correct.
    ...((index > 0 || way !== 'certify' || context !== 'refused') && { text }),
    action: button(label, type, model),
  }));
}

/** After an answer: the open ways, and the case that waits already. */
export function waysOn(model: ResultsModel): WayOn[] {
  const toCase: WayOn = { way: 'counter', action: button(model.words.results.toCase, 'counter', model) };
  return [...openWays(model), ...(waitingIn(model.state.known) === 'case' ? [toCase] : [])];
}

/** A certification that stands is not touched by what did not succeed. */
export function stands({ state, words: { results }, lastDayOf }: ResultsModel): string[] {
  const { due, by } = standingIn(state.known);
  if (due) return [results.standsUntil(lastDayOf(due.at))];
  if (state.intent !== 'replace') return [];
  return [by === 'agent' ? results.agentStands : results.stands];
}

/** Where the user finds the result of what waits. Only the portal knows whether it has a center. */
export const resultPlace = ({ words, centerUrl, succession }: ResultsModel): string =>
  words.results.resultPlace[centerUrl || succession ? 'center' : 'prompt'];
