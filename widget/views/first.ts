/** The dialogs that can come before the form's chunk has arrived: prompt 1.2, notice 1.5, operator, no network. */
import { type TemplateResult, html } from 'lit/html.js';
import type { FlowEvent, State } from '../flow.ts';
import type { EntryWords } from '../locales/words.ts';
import { message } from './message.ts';

/** Undefined for the states whose view comes with the form. */
export function firstView(
  state: State,
  words: EntryWords,
  send: (event: FlowEvent) => void,
  centreUrl: string | undefined,
  toCentre: (event: Event) => void,
): TemplateResult | undefined {
  const cancel = (): void => send({ type: 'cancel' });
  switch (state.name) {
    case 'prompt':
      return message({
        ...words.prompt,
        actions: [
          { label: words.cancel, run: cancel },
          { label: words.confirm, run: () => send({ type: 'confirm' }) },
        ],
      });
    case 'notice':
      return message({
        title: words.notice.title,
        text: centreUrl
          ? [
              ...words.notice.text,
              html`<a part="link" href=${centreUrl} @click=${toCentre}>${words.centre}</a>`,
            ]
          : words.notice.text,
        actions: [{ label: words.acknowledge, run: cancel }],
      });
    case 'operator':
      return message({ ...words.operator, actions: [{ label: words.acknowledge, run: cancel }] });
    default:
      return undefined;
  }
}
