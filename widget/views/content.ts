/** What the dialog holds: the prompt at once, everything else as soon as its chunk is there. */
import type { TemplateResult } from 'lit/html.js';
import type { State } from '../flow.ts';
import { entry as defaultWords } from '../locales/zh-Hans.entry.ts';
import type { Locale } from '../locales/words.ts';
import type { RoomLoader } from '../room-loader.ts';
import type { RoomHost } from '../room.ts';
import { type Action, message } from './message.ts';

/** Undefined while nothing is to be shown. */
export function contentOf(
  state: State,
  host: Pick<RoomHost, 'send' | 'known'>,
  loader: RoomLoader,
  language: Locale,
): TemplateResult | undefined {
  const { room, words: loaded, failed } = loader;
  if (state.name === 'aside') return state.aside.view(language);
  const words = language === 'zh-Hans' ? defaultWords : loaded?.entry;
  if (!words || state.name === 'idle' || state.name === 'checking') return undefined;
  const cancel: Action = { label: words.cancel, run: () => host.send({ type: 'cancel' }) };
  const isPrompt = state.name === 'prompt';
  if (!isPrompt && room && loaded) return room.view(state, loaded);
  const retry = { label: words.retry, run: (): void => loader.load(language) };
  if (!isPrompt && failed) return message({ ...words.network, actions: [cancel, retry] });
  // Until the next dialog is there the prompt stays, already answered.
  if (!state.prompted) return undefined;
  const confirm = {
    label: words.confirm,
    run: (): void => host.send({ type: 'confirm', known: host.known }),
    disabled: !isPrompt,
  };
  const { title, text } = words.prompt;
  const why = isPrompt && state.lapsed ? [words.lapsed, ...text.slice(1)] : text;
  return message({ title, text: why, actions: [cancel, confirm] });
}
