/** The words of the first dialog, which load beside the token. */
export { prompt } from './prompt.ts';
export { tag } from './tag.ts';
export { unitNames } from './unit-names.ts';
