/** `<unit-certification>` loads later its parts, each by a literal import, and the words of its language. Ahead of need, behind the first dialog. */
import type { CSSResultOrNative } from 'lit';
import type { CertificationHost } from '../controllers/host.ts';
import type { StatusController } from '../controllers/status-controller.ts';
import { type Lazy, LazyPart, LazyWords, Loader } from '../loading/loader.ts';
import { type LaterWords, type Locale, loadLaterWords, loadWords } from '../locales/index.ts';
import type { CertificationProcedure, Dialog } from '../procedure/state.ts';
import { isInForce } from '../standing.ts';

interface PartsHost extends CertificationHost {
  readonly language: Locale;
  addStyles(...styles: CSSResultOrNative[]): void;
}

type PartName = 'form' | 'gate' | 'recheck';

/** The parts of a dialog, and of the one after it. */
function partsOf(dialog: Dialog): readonly PartName[] {
  switch (dialog.name) {
    case 'gate':
      return ['form', 'gate'];
    case 'rejected':
      return dialog.recheckable ? ['form', 'recheck'] : ['form'];
    case 'recheck-consent':
    case 'recheck-sending':
    case 'recheck-kept':
    case 'recheck-refused':
      return ['form', 'recheck'];
    default:
      return ['form'];
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
    () => import('./late/gate.ts'),
    (part) => ({ ...part, controller: new part.GateController(host, procedure, status) }),
  );
  const recheck = new LazyPart(
    'recheck',
    () => import('./late/recheck.ts'),
    (part) => ({
      ...part,
      controller: new part.RecheckController(host, procedure, () => form.value?.controller),
    }),
  );
  /** A part's words in the languages that have loaded. */
  const wordsOf = <Part extends keyof LaterWords>(part: Part) => {
    const loaded: Partial<Record<Locale, LaterWords[Part]>> = {};
    return new LazyWords(host, async (language) => {
      loaded[language] ??= await loadLaterWords(part, language);
      return loaded;
    });
  };
  const [gateWords, recheckWords] = [wordsOf('gate'), wordsOf('recheck')];
  const parts: Record<PartName, readonly Lazy[]> = {
    form: [form],
    gate: [gate, gateWords],
    recheck: [recheck, recheckWords],
  };
  /** The element is a gate, and the unit is not known to be certified. */
  const intercepts = (): boolean =>
    status.ready && host.use === 'gate' && !isInForce(procedure.state.known?.status);
  const needed = (): readonly Lazy[] => {
    const { dialog } = procedure.state;
    if (dialog.name !== 'idle') return [words, ...partsOf(dialog).flatMap((name) => parts[name])];
    return intercepts() ? [words, ...parts.gate] : [];
  };
  const occasion = (): string => `${host.language} ${procedure.state.dialog.name} ${intercepts()}`;
  return { form, gate, gateWords, recheck, recheckWords, words, loader: new Loader(host, needed, occasion) };
}
