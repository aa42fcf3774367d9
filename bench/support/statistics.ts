/** The median, which a busy machine disturbs least. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** `sorted` in ascending order; `part` from 0 to 1. */
export const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;

/** Three significant digits; more would be noise. */
export const rounded = (value: number): number => Number(value.toPrecision(3));

/** The median, with the range of the middle half of the rounds: "72.2 (69.8–80.4)". */
export function withSpread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  return `${rounded(median(sorted))} (${rounded(quantile(sorted, 0.25))}–${rounded(quantile(sorted, 0.75))})`;
}
