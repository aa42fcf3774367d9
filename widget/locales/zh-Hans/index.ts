/** Simplified Chinese: the reference for all other languages. */
export { again } from '../../../bff/contract/zh-Hans/again.ts';
export { dialogForm as form } from './dialog-form.ts';
export { results } from './results.ts';

export const later = {
  gate: () => import('./gate.ts'),
  kept: () => import('./kept.ts'),
};
