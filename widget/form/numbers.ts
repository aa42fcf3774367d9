/** A resident ID in groups for reading: region, birth date, rest (`110105 19491231 002X`). Other documents are written without groups. */
export const grouped = (number: string): string =>
  number.replace(/^(\d{6})(\d{8})(\d{3}[\dXx])$/, '$1 $2 $3');
