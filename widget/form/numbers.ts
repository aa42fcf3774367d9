/**
 * A resident ID in groups for reading: region, birth date, rest (`110105 19491231 002X`). Other documents are written without
 * groups; a foreign permanent residence card has 18 digits too, and begins with 9.
 */
export const grouped = (number: string): string =>
  number.replace(/^([1-8]\d{5})(\d{8})(\d{3}[\dXx])$/, '$1 $2 $3');
