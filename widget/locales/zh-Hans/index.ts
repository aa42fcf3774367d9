/** Simplified Chinese: the reference for all other languages. */
export { center } from './center.ts';
export { form } from './form.ts';
export { gate } from './gate.ts';
export { prompt } from './prompt.ts';
export { recheck } from './recheck.ts';
export { results } from './results.ts';
export { tag } from './tag.ts';
export { unitNames } from './unit-names.ts';
