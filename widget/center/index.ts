/** The center's part: loaded by `<unit-certification-center>`. */
export { CenterController } from './center-controller.ts';
export type { CenterLanguage } from './center-model.ts';
export { centerStyles } from './center-styles.ts';
export { notWithdrawnView } from './center-trouble.ts';
export { centerView } from './center-view.ts';
