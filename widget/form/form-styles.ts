/** All that a form in a dialog looks like, with the results that follow, in its order. */
import { referenceStyles } from '../results/reference.ts';
import { recordStyles } from '../results/record.ts';
import { resultsStyles } from '../results/results-styles.ts';
import { dialogLayout } from './dialog-layout.ts';
import { pageFormStyles } from './page-form-styles.ts';

export const formStyles = [...pageFormStyles, dialogLayout, referenceStyles, recordStyles, resultsStyles];
