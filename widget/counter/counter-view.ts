/** The dialogs of a case at the counter: consent, sending, and the case with its number, its papers and the way there. */
import { type TemplateResult, html } from 'lit';
import type { CaseView } from '../../bff/contract/wire.ts';
import type { Copy } from '../dialog/copy.ts';
import { helpView } from '../dialog/help.ts';
import { type Action, message } from '../dialog/message.ts';
import type { Reference } from '../api/result.ts';
import { type Named, type ProcedureEvent, isOpenCase } from '../procedure/state.ts';
import { type Copying, type ReferenceWords, referenceView } from '../results/reference.ts';
import type { CounterWords } from './counter-words.ts';

export type CounterDialog = Named<'counter-consent' | 'counter-sending' | 'counter-case'>;

export interface CounterModel {
  /** An instant's date in words. */
  dateOf: (instant: string) => string;
  /** Formats a reference's time. */
  timeOf: (instant: number) => string;
  dispatch: (event: ProcedureEvent) => void;
  /** The status's case. */
  held: CaseView | undefined;
  /** The status is being asked for. */
  asking: boolean;
  reference: ReferenceWords;
  copying: Copying;
  /** The portal's help, as text. */
  help: string | undefined;
}

/** Another claim waits, and its case has not come. */
function anotherView(
  refused: Reference | undefined,
  words: CounterWords,
  { asking, timeOf, reference, copying, help, dispatch }: CounterModel,
): TemplateResult {
  const { title, text } = words.another;
  return message({
    icon: 'waiting',
    title,
    text: asking ? text : [...text, words.notFound],
    help: helpView(help),
    reference: refused && referenceView(refused, { words: reference, timeOf, copying }),
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
  const { held, dateOf, timeOf, reference, copying, help } = model;
  const shown = opened ?? (isOpenCase(held) ? held : undefined);
  if (!shown) return anotherView(refused, words, model);
  const { title, text }: Copy = (opened ? words.opened : words.waiting)(dateOf(shown.until));
  const papers = html`${(shown.bring ?? []).map((paper) => html`<span class="paper">${words.papers[paper]}</span>`)}`;
  return message({
    icon: opened ? 'success' : 'waiting',
    title,
    text: [...text, papers, ...words.place],
    help: helpView(help),
    reference: referenceView(
      { of: 'submission', id: shown.reference, at: opened?.at ?? Date.parse(held!.openedAt) },
      { words: reference, timeOf, copying },
    ),
    actions: [close],
  });
}

export function counterView(dialog: CounterDialog, words: CounterWords, model: CounterModel): TemplateResult {
  const button = (label: string, type: 'back' | 'consent' | 'cancel'): Action => ({
    label,
    run: () => model.dispatch({ type }),
  });
  switch (dialog.name) {
    case 'counter-consent':
      return message({
        ...words.consent,
        help: helpView(model.help),
        actions: [button(words.back, 'back'), button(words.agree, 'consent')],
      });
    case 'counter-sending':
      return message({ ...words.asking, icon: 'waiting', actions: [button(words.close, 'cancel')] });
    case 'counter-case':
      return caseView(dialog, words, model, button(words.close, 'cancel'));
  }
}
