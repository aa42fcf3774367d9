/** Dialogs say what happened, what it means, what to do. A result is a row here or in `kept/`. */
import type { Intent } from '../../bff/contract/next.ts';
import type { Copy } from '../dialog/copy.ts';
import type { KeptResult } from '../procedure/dialogs.ts';
import type { ResultName, ResultOf } from '../procedure/state.ts';
import { resultPlace, stands } from './parts.ts';
import { lastRefusedRow, refusedRow, usedUpRow } from './refused-row.ts';
import { type ResultsModel, button } from './results-model.ts';
import type { Row } from './row.ts';

type Rows = { [Of in Exclude<ResultName, KeptResult>]: (dialog: ResultOf<Of>, model: ResultsModel) => Row };

/** For a takeover: the certification that it replaced. The agent's term has just ended. */
function replacedIn({ state, words: { results }, dateOf }: ResultsModel): string[] {
  const replaced = state.known?.terms?.find(({ endReason }) => endReason === 'replaced');
  return state.intent === 'replace' ? [results.replaced(replaced ? dateOf(replaced.since) : '')] : [];
}

function certifiedRow({ before }: ResultOf<'certified'>, model: ResultsModel): Row {
  const { state, unitName, business, words, succession } = model;
  const { results } = words;
  const overtaken: Partial<Record<Intent, Copy>> | undefined = succession?.overtaken;
  const already = overtaken?.[state.intent] ?? results.alreadyCertified(unitName);
  const { title, text } = before ? already : results.certified(unitName);
  const done = button(results.done, 'cancel', model);
  const copy = {
    icon: 'success',
    title,
    text: before ? text : [...text, ...replacedIn(model)],
    hidesHelp: true,
  } as const;
  if (!business) return { ...copy, actions: [done] };
  const label = results.proceed(business.name);
  // A business on this page continues when the dialog closes.
  const proceed = business.go && { label, run: business.go };
  return { ...copy, actions: proceed ? [done, proceed] : [{ ...done, label }] };
}

function operatorRow(_: unknown, model: ResultsModel): Row {
  const { results } = model.words;
  const { title, said, unreachable } = results.operator;
  return {
    title,
    text: [said, ...(model.centerUrl ? [results.byAdministrator(model.centerName || undefined)] : [])],
    actions: [button(results.acknowledge, 'cancel', model)],
    also: [unreachable],
  };
}

const ROWS: Rows = {
  refused: refusedRow,
  'last-refused': lastRefusedRow,
  'used-up': usedUpRow,
  certified: certifiedRow,
  operator: operatorRow,
  'logged-in': (_, model) => {
    const { loggedInHere, acknowledge } = model.words.results;
    return {
      icon: 'success',
      ...loggedInHere,
      actions: [button(loggedInHere.stay, 'confirm', model), button(acknowledge, 'cancel', model)],
      hidesHelp: true,
    };
  },
  withdrawn: ({ due }, model) => ({
    icon: 'success',
    ...model.succession!.withdrawn(model.lastDayOf(due.at)),
    actions: [button(model.words.results.done, 'cancel', model)],
    hidesHelp: true,
  }),
  pending: ({ reference }, model) => {
    const { pending } = model.words.results;
    return {
      icon: 'waiting',
      title: pending.title,
      text: [pending.said, pending.next, resultPlace(model), ...stands(model)],
      actions: [button(model.words.results.acknowledge, 'cancel', model)],
      reference,
    };
  },
};

export const ownRow = <Of extends keyof Rows>(of: Of, dialog: ResultOf<Of>, model: ResultsModel): Row =>
  ROWS[of](dialog, model);
