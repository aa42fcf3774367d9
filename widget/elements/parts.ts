/** The parts that load after the flow, each by a literal import, and their words. */
import type { StatusController } from '../controllers/status-controller.ts';
import { type Lazy, LazyPart, LazyWords } from '../loading/loader.ts';
import { type LaterWords, type Locale, loadLaterWords } from '../locales/index.ts';
import { traitsOf } from '../procedure/dialogs.ts';
import { hasWay, isCertified } from '../procedure/known.ts';
import type { CertificationProcedure, State } from '../procedure/state.ts';
import type { CertificationWidget } from './widget-element.ts';

type PartName = 'gate' | 'kept';

/** The parts of a dialog, and after a refusal of the dialogs that it leads to. */
function partsOf({ dialog, intent, known }: State): readonly PartName[] {
  if (dialog.name === 'idle') return [];
  const { part, answers, offers } = traitsOf(dialog);
  if (part) return [part];
  const keeps = intent === 'counter' || intent === 'recheck';
  const leads = answers && offers && (hasWay(known, 'recheck') || hasWay(known, 'counter'));
  return keeps || leads ? ['kept'] : [];
}

export type Parts = ReturnType<typeof partsFor>;

/** `ask`: asks at the gate, for the business of this name. */
export function partsFor(
  host: CertificationWidget,
  procedure: CertificationProcedure,
  status: StatusController,
  ask: (business: string) => Promise<boolean>,
) {
  const gate = new LazyPart(
    'gate',
    () => import('../gate/index.ts'),
    (part) => ({ ...part, controller: new part.GateController(host, procedure, status, ask) }),
  );
  const kept = new LazyPart(
    'kept',
    () => import('../kept/index.ts'),
    (part) => {
      host.addStyles(part.keptStyles);
      return { ...part, withdrawal: new part.WithdrawalController(host, procedure) };
    },
  );
  /** A part's words in the languages that have loaded. */
  const wordsOf = <Part extends keyof LaterWords>(part: Part) => {
    let loaded: Partial<Record<Locale, LaterWords[Part]>> = {};
    return new LazyWords(host, async (language) => {
      const words = await loadLaterWords(part, language);
      return (loaded = loaded[language] ? loaded : { ...loaded, [language]: words });
    });
  };
  const [gateWords, keptWords] = [wordsOf('gate'), wordsOf('kept')];
  const parts: Record<PartName, readonly Lazy[]> = { gate: [gate, gateWords], kept: [kept, keptWords] };
  const names = (): readonly PartName[] => {
    const { state } = procedure;
    const intercepts = state.dialog.name === 'idle' && host.use === 'gate' && !isCertified(state);
    return intercepts ? ['gate'] : partsOf(state);
  };
  /** All that is needed now. */
  const needed = (): readonly Lazy[] => names().flatMap((name) => parts[name]);
  return { gate, gateWords, kept, keptWords, names, needed };
}
