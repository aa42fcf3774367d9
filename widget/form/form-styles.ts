/** All that a form looks like, in its order. */
import { referenceStyles } from '../results/reference.ts';
import { resultsStyles } from '../results/results-styles.ts';
import { choiceStyles } from './choice-styles.ts';
import { dialogLayout } from './dialog-layout.ts';
import { fieldStyles } from './field-styles.ts';
import { formLayout } from './form-layout.ts';

/** In a page. */
export const pageFormStyles = [fieldStyles, choiceStyles, formLayout];

/** In a dialog, with the results that follow. */
export const formStyles = [...pageFormStyles, dialogLayout, referenceStyles, resultsStyles];
