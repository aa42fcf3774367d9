/** The dialogs of a case at the counter: consent, sending, the case with its number, its papers and the way there, its withdrawal, and its limit. */
import type { TemplateResult } from 'lit';
import { shownReference } from '../../bff/contract/reference.ts';
import type { Attempts, CaseView } from '../../bff/contract/wire.ts';
import type { Copy } from '../dialog/copy.ts';
import { helpView } from '../dialog/help.ts';
import { type Action, message } from '../dialog/message.ts';
import type { Reference } from '../api/result.ts';
import { type Named, type ProcedureEvent, isOpenCase } from '../procedure/state.ts';
import { type Copying, referenceView } from '../results/reference.ts';
import type { ResultsWords } from '../results/results-words.ts';
import { papersView } from './counter-line.ts';
import type { CounterWords } from './counter-words.ts';

export type CounterDialog = Named<
  'prompt' | 'counter-consent' | 'counter-sending' | 'counter-case' | 'counter-used-up' | 'counter-withdrawal'
>;

export interface CounterModel {
  /** An instant's date in words. */
  dateOf: (instant: string) => string;
  /** Formats a reference's time. */
  timeOf: (instant: number) => string;
  dispatch: (event: ProcedureEvent) => void;
  /** The status's case. */
  current: CaseView | undefined;
  /** How many cases the unit may still open. */
  left: Attempts | undefined;
  /** The dialog is over the center. */
  inCenter: boolean;
  /** Undefined in a portal without a center. */
  toCenter: (() => void) | undefined;
  /** The status is being asked for. */
  asking: boolean;
  results: ResultsWords;
  copying: Copying;
  /** The portal's help, as text. */
  help: string | undefined;
}

/** How many cases are left; empty without a limit. */
const leftIn = (words: CounterWords, { left, results }: CounterModel): string[] =>
  typeof left?.remaining === 'number' ? [words.left(left.remaining, results.when(left.resetsAt))] : [];

/** Another claim waits, and its case has not come. */
function anotherView(
  refused: Reference | undefined,
  words: CounterWords,
  { asking, timeOf, results, copying, help, dispatch }: CounterModel,
): TemplateResult {
  const { title, text } = words.another;
  return message({
    icon: 'waiting',
    title,
    text: asking ? text : [...text, words.notFound],
    help: helpView(help),
    reference: refused && referenceView(refused, { words: results.reference, timeOf, copying }),
    actions: [
      { label: words.back, run: () => dispatch({ type: 'back' }) },
      { label: words.retry, run: () => dispatch({ type: 'refresh' }), disabled: asking },
    ],
  });
}

function caseView(
  { opened, refused }: Named<'counter-case'>,
  words: CounterWords,
  model: CounterModel,
  close: Action,
): TemplateResult {
  const { current, dateOf, timeOf, results, copying, help, inCenter } = model;
  const shown = opened ?? (isOpenCase(current) ? current : undefined);
  if (!shown) return anotherView(refused, words, model);
  const { title, text }: Copy = (opened ? words.opened : words.waiting)(dateOf(shown.until));
  const { reference } = results;
  const own = { ...reference, name: { ...reference.name, submission: words.number } };
  const seen = !opened && current?.seen;
  return message({
    icon: opened ? 'success' : 'waiting',
    title,
    text: [
      ...(seen ? [words.seen] : [...text, papersView(words, shown.bring)]),
      words.result(inCenter),
      ...(seen ? [] : [words.place]),
    ],
    help: helpView(help),
    reference: referenceView(
      { of: 'submission', id: shown.reference, at: opened?.at ?? Date.parse(current!.openedAt) },
      { words: own, timeOf, copying },
    ),
    actions: [close],
  });
}

/** The prompt after a refusal at the counter. */
function refusedView(
  { reason }: CaseView,
  { refusals, refused, show, again }: CounterWords,
  { toCenter, help, dispatch }: CounterModel,
  close: Action,
): TemplateResult {
  const leave = (): void => {
    toCenter!(); // leads to the notice, as closing does
    close.run();
  };
  return message({
    icon: 'warning',
    title: refused,
    text: [refusals[reason ?? 'otherwise']],
    help: helpView(help),
    actions: [
      close,
      ...(toCenter ? [{ label: show, run: leave }] : []),
      { label: again, run: () => dispatch({ type: 'confirm' }) },
    ],
  });
}

function usedUpView(
  { failure }: Named<'counter-used-up'>,
  words: CounterWords,
  { results, timeOf, copying, help }: CounterModel,
  close: Action,
): TemplateResult {
  const { title, text } = words.usedUp(results.when(failure.retryAt ?? failure.until));
  return message({
    icon: 'warning',
    title,
    text: [...text, results.unlock],
    help: helpView(help),
    reference:
      failure.reference && referenceView(failure.reference, { words: results.reference, timeOf, copying }),
    actions: [close],
  });
}

/** Undefined for the prompt, unless the counter has refused. */
export function counterView(
  dialog: CounterDialog,
  words: CounterWords,
  model: CounterModel,
): TemplateResult | undefined {
  const { help, inCenter, results, current, dispatch } = model;
  const button = (label: string, type: 'back' | 'consent' | 'cancel'): Action => ({
    label,
    run: () => dispatch({ type }),
  });
  const close = button(results.close, 'cancel');
  switch (dialog.name) {
    case 'prompt':
      return current?.state === 'refused' ? refusedView(current, words, model, close) : undefined;
    case 'counter-consent': {
      const { title, text } = words.consent;
      return message({
        title,
        text: [...text, ...leftIn(words, model)],
        help: helpView(help),
        actions: [button(words.back, 'back'), button(words.agree, 'consent')],
      });
    }
    case 'counter-sending':
      return message({ ...words.asking, icon: 'waiting', actions: [close] });
    case 'counter-case':
      return caseView(dialog, words, model, inCenter ? close : button(results.done, 'cancel'));
    case 'counter-used-up':
      return usedUpView(dialog, words, model, close);
    case 'counter-withdrawal': {
      const { title, text, keep, confirm } = words.withdrawal;
      return message({
        icon: 'warning',
        title,
        text: [text(shownReference(current?.reference ?? '')), ...leftIn(words, model)],
        actions: [
          { label: confirm, run: () => dispatch({ type: 'withdraw', of: 'case' }) },
          button(keep, 'cancel'), // the last one has the focus: Enter alone withdraws nothing
        ],
      });
    }
  }
}
