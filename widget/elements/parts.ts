/** `<unit-certification>` loads later its parts, each by a literal import, and the words of its language. It loads them behind the first dialog, before they are needed. */
import type { CSSResultOrNative } from 'lit';
import type { CertificationHost } from '../controllers/host.ts';
import type { StatusController } from '../controllers/status-controller.ts';
import { type Lazy, LazyPart, LazyWords, Loader } from '../loading/loader.ts';
import { type LaterWords, type Locale, loadLaterWords, loadWords } from '../locales/index.ts';
import { traitsOf } from '../procedure/dialogs.ts';
import { hasWay, isCertified } from '../procedure/known.ts';
import { type CertificationProcedure, type State, nameOf } from '../procedure/state.ts';

interface PartsHost extends CertificationHost {
  readonly language: Locale;
  /** Needed behind the dialogs. */
  readonly inPage: readonly Lazy[];
  addStyles(...styles: CSSResultOrNative[]): void;
}

type PartName = 'form' | 'gate' | 'kept';

/** The parts of a dialog, and after a refusal of the dialogs that it leads to. */
function partsOf({ dialog, intent, known }: State): readonly PartName[] {
  if (dialog.name === 'idle') return [];
  const own = traitsOf(dialog).part;
  if (own) return ['form', own];
  const keeps = intent === 'counter' || intent === 'recheck';
  const leads =
    dialog.name === 'result' &&
    dialog.of === 'refused' &&
    (hasWay(known, 'recheck') || hasWay(known, 'counter'));
  return keeps || leads ? ['form', 'kept'] : ['form'];
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
  const kept = new LazyPart(
    'kept',
    () => import('../kept/index.ts'),
    (part) => {
      host.addStyles(part.keptStyles);
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
  const [gateWords, keptWords] = [wordsOf('gate'), wordsOf('kept')];
  const parts: Record<PartName, readonly Lazy[]> = {
    form: [words, form],
    gate: [words, gate, gateWords],
    kept: [kept, keptWords],
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
    [host.language, nameOf(procedure.state.dialog), ...needed(), host.inPage.length].join();
  const loader = new Loader(host, needs, occasion);
  return { form, gate, gateWords, kept, keptWords, words, loader };
}
