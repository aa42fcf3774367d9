/** Traditional Chinese. */
export { dialogForm as form } from './dialog-form.ts';
export { prompt } from './prompt.ts';
export { results } from './results.ts';
export { tag } from './tag.ts';
export { unitNames } from './unit-names.ts';

export const later = {
  gate: () => import('./gate.ts'),
  recheck: () => import('./recheck.ts'),
  counter: () => import('./counter.ts'),
};
