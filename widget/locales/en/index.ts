/** English. */
export { form } from './form.ts';
export { results } from './results.ts';

export const later = {
  gate: () => import('./gate.ts'),
  kept: () => import('./kept.ts'),
};
