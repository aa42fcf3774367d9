/** The center's part: loaded by `view="center"`. */
export { CenterController } from './center-controller.ts';
export { centerStyles } from './center-styles.ts';
export { centerView } from './center-view.ts';
