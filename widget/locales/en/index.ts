/** English. */
export { form } from './form.ts';
export { results } from './results.ts';

export const later = {
  gate: () => import('./gate.ts'),
  recheck: () => import('./recheck.ts'),
  counter: () => import('./counter.ts'),
};
