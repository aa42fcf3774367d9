/** How a document number is shown while nobody edits it. */

/** In groups for reading: a resident ID as region, birth date, rest; others by four. Only typed characters and spaces. */
export const grouped = (number: string): string =>
  /^\d{17}[\dXx]$/.test(number)
    ? `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`
    : number.replace(/(.{4})(?=.)/g, '$1 ');

/** Once sent: enough for its owner to recognise, e.g. `110***********002X`. */
export function masked(number: string): string {
  const quarter = Math.floor(number.length / 4);
  const head = Math.min(3, quarter);
  const tail = Math.min(4, quarter);
  return number.slice(0, head) + '*'.repeat(number.length - head - tail) + number.slice(number.length - tail);
}
