/** `<unit-certification>` loads later its parts, each by a literal import, and the words of its language. It loads them behind the first dialog, before they are needed. */
import type { CSSResultOrNative } from 'lit';
import type { CertificationHost } from '../controllers/host.ts';
import type { StatusController } from '../controllers/status-controller.ts';
import { type Lazy, LazyPart, LazyWords, Loader } from '../loading/loader.ts';
import { type LaterWords, type Locale, loadLaterWords, loadWords } from '../locales/index.ts';
import { DIALOGS } from '../procedure/dialogs.ts';
import { hasWay, isCertified } from '../procedure/known.ts';
import type { CertificationProcedure, State } from '../procedure/state.ts';

interface PartsHost extends CertificationHost {
  readonly language: Locale;
  /** Needed behind the dialogs. */
  readonly inPage: readonly Lazy[];
  addStyles(...styles: CSSResultOrNative[]): void;
}

type PartName = 'form' | 'gate' | 'recheck' | 'counter';

/** The parts of a dialog, and after a refusal of the dialogs that it leads to. */
function partsOf(state: State): readonly PartName[] {
  const { dialog, intent } = state;
  switch (dialog.name) {
    case 'idle':
      return [];
    case 'rejected': {
      const ways = (['recheck', 'counter'] as const).filter((way) => hasWay(state.known, way));
      return ['form', ...ways];
    }
    case 'prompt':
      return state.known?.case ? ['form', 'counter'] : ['form'];
    case 'consent':
    case 'keeping':
      return ['form', dialog.of];
    case 'withdrawal':
      return ['form', dialog.of === 'case' ? 'counter' : 'recheck'];
    default: {
      const ofIntent = intent === 'counter' || intent === 'recheck' ? intent : undefined;
      const part = DIALOGS[dialog.name].part ?? ofIntent;
      return part ? ['form', part] : ['form'];
    }
  }
}

export type Parts = ReturnType<typeof partsFor>;

export function partsFor(host: PartsHost, procedure: CertificationProcedure, status: StatusController) {
  const words = new LazyWords(host, loadWords);
  const form = new LazyPart(
    'form',
    () => import('../form/index.ts'),
    (part) => {
      host.addStyles(...part.formStyles);
      return { ...part, controller: new part.FormController(host, procedure, status) };
    },
  );
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
    form: [words, form],
    gate: [words, gate, gateWords],
    recheck: [recheck, recheckWords],
    counter: [counter, counterWords],
  };
  /** The element is a gate, and the unit is not known to be certified. */
  const intercepts = (): boolean => status.ready && host.use === 'gate' && !isCertified(procedure.state);
  const needed = (): readonly PartName[] => {
    const { state } = procedure;
    return state.dialog.name === 'idle' && intercepts() ? ['gate'] : partsOf(state);
  };
  const needs = (): readonly Lazy[] => [...host.inPage, ...needed().flatMap((name) => parts[name])];
  /** Changes with the needs (a page needs more once its unit has a case), and with the dialog, so that it tries again what failed. */
  const occasion = (): string =>
    [host.language, procedure.state.dialog.name, ...needed(), host.inPage.length].join();
  const loader = new Loader(host, needs, occasion);
  return { form, gate, gateWords, recheck, recheckWords, counter, counterWords, words, loader };
}
