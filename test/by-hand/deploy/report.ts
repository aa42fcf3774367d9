/** The table at the end: what happened to the service, and what it cost. */
export interface Row {
  event: string;
  acknowledged?: number;
  lost?: number;
  /** From the event to the next acknowledged submission, or as the event says. */
  seconds?: number;
}

export function printTable(rows: readonly Row[]): void {
  const figure = (value: number | undefined, digits = 0) =>
    value === undefined ? '' : value.toFixed(digits);
  console.log('\n| event | acknowledged | lost | seconds |\n|---|---|---|---|');
  for (const { event, acknowledged, lost, seconds } of rows)
    console.log(`| ${event} | ${figure(acknowledged)} | ${figure(lost)} | ${figure(seconds, 1)} |`);
}
