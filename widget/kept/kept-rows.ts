/** The results about what the service keeps, a row each. */
import { html } from 'lit';
import { referenceOf } from '../api/result.ts';
import { helpView } from '../dialog/help.ts';
import { unbroken } from '../dialog/unbroken.ts';
import { endedCaseIn, openCaseIn } from '../procedure/claims.ts';
import type { KeptResult } from '../procedure/dialogs.ts';
import { standingIn } from '../procedure/known.ts';
import { closedUntil } from '../procedure/open-ways.ts';
import type { ResultOf } from '../procedure/state.ts';
import { closedOn } from '../results/ways.ts';
import { type ResultsModel, button } from '../results/results-model.ts';
import { afterwards, openWays, resultPlace, waysOn } from '../results/parts.ts';
import type { Row } from '../results/row.ts';
import { bringFact, factsView, reasonOf } from './facts.ts';
import type { KeptWords } from './kept-words.ts';

type Rows = {
  [Of in KeptResult]: (dialog: ResultOf<Of>, words: KeptWords, model: ResultsModel) => Row | undefined;
};

const lastReference = ({ state }: ResultsModel): Row['reference'] => {
  const { last } = standingIn(state.known);
  return last && referenceOf(last);
};

/** Where to go and when, in the portal's words or from its support. */
export const placeFact = ({ labels, place, ask }: KeptWords, { help }: ResultsModel) =>
  [
    labels.place,
    html`<p>${place}</p>
      ${helpView(help || ask)}`,
  ] as const;

const ROWS: Rows = {
  rechecking: ({ until }, words, model) => {
    const { title, text } = words.rechecking(model.lastDayOf(until));
    return {
      icon: 'success',
      title,
      text: [...text, resultPlace(model)],
      actions: [button(model.words.results.done, 'cancel', model)],
      reference: lastReference(model),
      hidesHelp: true,
    };
  },
  differs: ({ gone }, { differs }, model) => {
    const { results } = model.words;
    const closed = closedOn(results, model.state.known, 'certify');
    const otherwise = closed.length > 0 ? [...closed, results.unlock] : [differs.forgotten];
    return {
      icon: 'warning',
      title: differs.title,
      text: gone ? [differs.gone] : differs.text,
      ways: gone ? [] : [{ way: 'recheck', action: button(results.back, 'back', model) }],
      also: gone ? [] : otherwise,
      reference: lastReference(model),
    };
  },
  'taken-back': (_, { ends: { takenBack } }, model) => {
    const { results } = model.words;
    return {
      icon: 'warning',
      title: takenBack.title,
      text: [...takenBack.text, ...(model.typed ? [results.typedStays] : [])],
      ways: [{ way: 'certify', action: button(results.proceed(''), 'back', model) }],
      hidesHelp: true,
    };
  },
  case: ({ opened }, words, model) => {
    const open = openCaseIn(model.state.known);
    if (!open) return undefined;
    const { reference, bring, until, seen, returned } = open;
    const [agent, day] = [bring.includes('agent-document'), model.lastDayOf(until)];
    const print = { label: words.print, run: model.print };
    const { done, close } = model.words.results;
    // In the center the user opens the case again to print it.
    const actions = model.succession
      ? [{ ...button(close, 'cancel', model), secondary: true }, ...(seen ? [] : [print])]
      : [...(seen ? [] : [print]), button(done, 'cancel', model)];
    return {
      icon: opened ? 'success' : returned ? 'warning' : 'waiting',
      title: opened ? words.opened : words.waiting,
      lead: reference,
      text: seen
        ? [words.seen]
        : [html`<b>${unbroken((returned ? words.returned : words.comesBy)(agent, day))}</b>`],
      facts: factsView([
        ...(seen ? [] : [bringFact(words, bring), placeFact(words, model)]),
        [words.labels.result, resultPlace(model)],
      ]),
      actions,
      beside: opened ? [] : openWays(model),
      hidesHelp: true,
    };
  },
  'ended-case': (_, words, model) => {
    const { known } = model.state;
    const ended = endedCaseIn(known);
    if (!known || !ended) return undefined;
    const { results } = model.words;
    const { reference, bring, openedAt, until } = ended;
    const { title, text } = reasonOf(words, known.next.reason, model.lastDayOf(until));
    const ways = waysOn(model);
    const closed = (['certify', 'counter'] as const).flatMap((way) => closedOn(results, known, way));
    return {
      icon: 'warning',
      title,
      text: [...text, ...(ways.length > 0 ? [] : closed), ...afterwards(model, ways)],
      ways,
      facts: bring ? factsView([bringFact(words, bring)]) : undefined,
      also: [
        ...(ways.length > 0 ? closed : []),
        ...(closedUntil(known, 'counter')
          ? [results.unlockCases]
          : closed.length > 0
            ? [results.unlock]
            : []),
      ],
      reference: { of: 'former', id: reference, at: Date.parse(openedAt) },
    };
  },
};

export const keptRow = <Of extends KeptResult>(
  of: Of,
  dialog: ResultOf<Of>,
  words: KeptWords,
  model: ResultsModel,
): Row | undefined => ROWS[of](dialog, words, model);
