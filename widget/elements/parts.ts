/** The parts of `<unit-certification>` that load after the flow, each by a literal import, and the words of its language. */
import type { CSSResultOrNative } from 'lit';
import type { CertificationHost } from '../controllers/host.ts';
import type { StatusController } from '../controllers/status-controller.ts';
import { type Lazy, LazyPart, LazyWords } from '../loading/loader.ts';
import { type LaterWords, type Locale, type WordsFor, loadLaterWords } from '../locales/index.ts';
import { DIALOGS } from '../procedure/dialogs.ts';
import { hasWay, isCertified } from '../procedure/known.ts';
import type { CertificationProcedure, State } from '../procedure/state.ts';

interface PartsHost extends CertificationHost {
  readonly language: Locale;
  addStyles(...styles: CSSResultOrNative[]): void;
}

type PartName = 'gate' | 'recheck' | 'counter';

/** The parts of a dialog, and after a refusal of the dialogs that it leads to. */
function partsOf(state: State): readonly PartName[] {
  const { dialog, intent } = state;
  switch (dialog.name) {
    case 'idle':
      return [];
    case 'rejected':
      return (['recheck', 'counter'] as const).filter((way) => hasWay(state.known, way));
    case 'prompt':
      return state.known?.case ? ['counter'] : [];
    case 'consent':
    case 'keeping':
      return [dialog.of];
    case 'withdrawal':
      return [dialog.of === 'case' ? 'counter' : 'recheck'];
    default: {
      const ofIntent = intent === 'counter' || intent === 'recheck' ? intent : undefined;
      const part = DIALOGS[dialog.name].part ?? ofIntent;
      return part ? [part] : [];
    }
  }
}

export type Parts = ReturnType<typeof partsFor>;

/** `words`: loaded with the flow, and again when the language changes. */
export function partsFor(
  host: PartsHost,
  procedure: CertificationProcedure,
  status: StatusController,
  words: LazyWords<Locale, WordsFor>,
) {
  const gate = new LazyPart(
    'gate',
    () => import('../gate/index.ts'),
    (part) => ({ ...part, controller: new part.GateController(host, procedure, status) }),
  );
  const recheck = new LazyPart(
    'recheck',
    () => import('../recheck/index.ts'),
    (part) => part,
  );
  const counter = new LazyPart(
    'counter',
    () => import('../counter/index.ts'),
    (part) => {
      host.addStyles(part.counterStyles);
      return part;
    },
  );
  /** A part's words in the languages that have loaded. */
  const wordsOf = <Part extends keyof LaterWords>(part: Part) => {
    const loaded: Partial<Record<Locale, LaterWords[Part]>> = {};
    return new LazyWords(host, async (language) => {
      loaded[language] ??= await loadLaterWords(part, language);
      return loaded;
    });
  };
  const [gateWords, recheckWords, counterWords] = [wordsOf('gate'), wordsOf('recheck'), wordsOf('counter')];
  const parts: Record<PartName, readonly Lazy[]> = {
    gate: [gate, gateWords],
    recheck: [recheck, recheckWords],
    counter: [counter, counterWords],
  };
  const names = (): readonly PartName[] => {
    const { state } = procedure;
    return state.dialog.name === 'idle' && host.use === 'gate' && !isCertified(state)
      ? ['gate']
      : partsOf(state);
  };
  return {
    gate,
    gateWords,
    recheck,
    recheckWords,
    counter,
    counterWords,
    words,
    /** All that is needed now. */
    needed: (): readonly Lazy[] => [words, ...names().flatMap((name) => parts[name])],
    names,
  };
}
