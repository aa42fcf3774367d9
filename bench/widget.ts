/** Compares prompt, form and result of our widget with other stacks, by turns, in a real Chromium: cost to the page and waiting time of the user. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../test/support/chromium.ts';
import { installPeers } from './support/peers.ts';
import type { Say } from './support/progress.ts';
import type { Goal, Measured } from './support/result.ts';
import { median, rounded, withSpread } from './support/statistics.ts';
import { startPageServer } from './widget/page-server.ts';
import { buildVariants, type Variant } from './widget/variants.ts';
import { visit, type Figures } from './widget/visit.ts';

const ROUNDS = { quick: { fast: 3, slow: 0 }, full: { fast: 11, slow: 5 } };
/** The baseline of all other visits. */
const EMPTY = 'empty page';

interface Visited extends Figures {
  variant: string;
  slow: boolean;
}

export async function benchWidget({ quick }: { quick: boolean }, say: Say): Promise<Measured> {
  installPeers(say);
  const folder = mkdtempSync(join(tmpdir(), 'bench-widget-'));
  say('building ours and the peers');
  const variants = await buildVariants(folder);
  const server = await startPageServer(folder);
  const browser = await launchBrowser();
  const visits: Visited[] = [];
  try {
    const rounds = quick ? ROUNDS.quick : ROUNDS.full;
    for (const slow of [false, true])
      for (let number = slow ? 0 : -1; number < (slow ? rounds.slow : rounds.fast); number++) {
        for (const variant of [undefined, ...variants]) {
          const figures = await visit(browser, server, variant, slow);
          if (number >= 0) visits.push({ variant: variant?.name ?? EMPTY, slow, ...figures });
        }
        say(`${slow ? 'slow' : 'fast'} round ${number + 1} of ${slow ? rounds.slow : rounds.fast}`);
      }
    return reportOf(visits, variants, {
      rounds: `${rounds.fast} fast, ${rounds.slow} slow`,
      Chromium: browser.version(),
      slow: 'CPU × 4, 150 ms a request, 1.6 Mbit/s',
    });
  } finally {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Figure = keyof Figures;
/** The figures that an empty page has too: its share is subtracted. */
type Whole = 'cpu' | 'heap';

function reportOf(
  visits: readonly Visited[],
  variants: readonly Variant[],
  conditions: Measured['conditions'],
): Measured {
  const all = (variant: string, figure: Figure, slow = false) =>
    visits.filter((one) => one.variant === variant && one.slow === slow).map((one) => one[figure]);
  const of = (variant: string, figure: Figure, slow = false) => median(all(variant, figure, slow));
  const wholeOf = (variant: string, figure: Whole) => of(variant, figure) - of(EMPTY, figure);
  const hasSlow = visits.some(({ slow }) => slow);
  const times = ['prompt', 'form', 'result'] as const;
  const rows = variants.map(({ name, label }) => [
    label,
    of(name, 'bytes'),
    ...times.map((figure) => withSpread(all(name, figure))),
    ...(hasSlow ? times.map((figure) => withSpread(all(name, figure, true))) : []),
    rounded(wholeOf(name, 'cpu')),
    rounded(wholeOf(name, 'heap')),
    rounded(of(name, 'shift')),
  ]);
  const heads = ['tag → prompt', 'click → form', 'submit → result'];
  return {
    table: {
      columns: [
        '',
        'brotli bytes',
        ...heads.map((head) => `${head} ms`),
        ...(hasSlow ? heads.map((head) => `${head} slow`) : []),
        'CPU ms',
        'heap KB',
        'layout shift',
      ],
      rows,
    },
    goals: goalsOf(of, wholeOf),
    chart: {
      title: 'Until it can be pressed',
      unit: 'ms, less is better',
      groups: times.map((figure, index) => ({
        label: heads[index]!,
        bars: variants.map(({ name, label }) => ({
          label,
          value: rounded(of(name, figure)),
          ours: name.startsWith('ours'),
        })),
      })),
    },
    rounds: visits,
    conditions,
  };
}

function goalsOf(
  of: (variant: string, figure: Figure) => number,
  wholeOf: (variant: string, figure: Whole) => number,
): Goal[] {
  const whole = (what: string, figure: Whole, atMost: number): Goal => ({
    what: `${what}: ours / plain Lit`,
    value: rounded(wholeOf('ours', figure) / wholeOf('plain-lit', figure)),
    atMost,
  });
  const over = (what: string, figure: Figure, atMost: number, asking = ''): Goal => ({
    what: `${what}: ours / plain Lit`,
    value: rounded(of(`ours${asking}`, figure) / of(`plain-lit${asking}`, figure)),
    atMost,
  });
  return [
    over('tag → prompt', 'prompt', 1.2),
    over('tag → prompt, asking', 'prompt', 1.3, '-asking'),
    over('click → form', 'form', 1.2),
    over('submit → result', 'result', 1.2),
    { what: 'layout shift of ours', value: of('ours', 'shift'), atMost: 0 },
    whole('main-thread CPU of the visit', 'cpu', 1.8),
    whole('heap of the visit', 'heap', 2),
  ];
}
