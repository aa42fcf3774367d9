/** The process's own terminal as a command's `Io`. */
import type { Io, ProgressUnit } from './context.ts';

export interface Stream {
  write(text: string): unknown;
  isTTY?: boolean | undefined;
  columns?: number | undefined;
}

const BAR = 30;
/**
 * Milliseconds between two drawings of the bar, and between two lines when the output is no
 * terminal.
 */
const REDRAW = 100;
const LINE = 3_000;
const MEGABYTE = 1_000_000;

/** `now` in milliseconds; `debug` shows where errors were thrown. */
export function createTerminal(out: Stream, err: Stream, now: () => number, debug = false): Io {
  let shownAt = -Infinity;
  let shown = -1;
  let drawn = false;
  const erase = () => {
    if (drawn) err.write('\r\x1b[K');
    drawn = false;
  };
  const withNewline = (text: string) => (text.endsWith('\n') ? text : `${text}\n`);
  const tell = (text: string) => {
    erase();
    err.write(withNewline(text));
  };
  return {
    out(text) {
      erase();
      out.write(withNewline(text));
    },
    err: tell,
    trace: (stack) => debug && tell(stack),
    progress(done, total, unit) {
      if (done === shown) return;
      if (done < total && now() - shownAt < (err.isTTY ? REDRAW : LINE)) return;
      shownAt = now();
      shown = done;
      const text = progressText(done, total, unit);
      if (!err.isTTY) {
        err.write(`${text}\n`);
        return;
      }
      const filled = Math.round((done / Math.max(total, 1)) * BAR);
      const line = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${text}`;
      err.write(`\r\x1b[K${line.slice(0, (err.columns ?? 80) - 1)}`);
      drawn = true;
    },
  };
}

const progressText = (done: number, total: number, unit: ProgressUnit): string => {
  const percent = Math.floor((done / Math.max(total, 1)) * 100);
  if (unit !== 'bytes') return `${percent} % (${done} of ${total} ${unit})`;
  return `${percent} % (${(done / MEGABYTE).toFixed(1)} of ${(total / MEGABYTE).toFixed(1)} MB)`;
};

/** The longest line that is read, in characters. */
const LONGEST_LINE = 16 * 1024;

/** The first line that is not empty, without space around it. */
export async function firstLine(input: AsyncIterable<Buffer | string>): Promise<string> {
  let text = '';
  for await (const piece of input) {
    text = (text + piece.toString()).trimStart();
    if (text.includes('\n') || text.length > LONGEST_LINE) break;
  }
  return text.slice(0, LONGEST_LINE).split('\n', 1)[0]!.trimEnd();
}
