/** Records the widget's console messages. */
export interface ConsoleLog {
  info: string[];
  warn: string[];
  error: string[];
}

const METHODS = ['info', 'warn', 'error'] as const;
const originals = { info: console.info, warn: console.warn, error: console.error };

/** Records messages instead of printing them, until `restoreConsole`. */
export function listenToConsole(): ConsoleLog {
  const log: ConsoleLog = { info: [], warn: [], error: [] };
  for (const method of METHODS) console[method] = (...words: unknown[]) => log[method].push(words.join(' '));
  return log;
}

export const restoreConsole = (): void => void Object.assign(console, originals);
