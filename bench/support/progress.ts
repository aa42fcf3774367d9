/** Lines on standard error, with the seconds since the start. */
export type Say = (line: string) => void;

const started = performance.now();

export const say: Say = (line) =>
  console.error(`${String(Math.round((performance.now() - started) / 1000)).padStart(5)} s  ${line}`);
