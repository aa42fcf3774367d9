/** All that a form looks like, in its order. */
import { referenceStyles } from '../results/reference.ts';
import { choiceStyles } from './choice-styles.ts';
import { fieldStyles } from './field-styles.ts';
import { formLayout } from './form-layout.ts';

export const formStyles = [fieldStyles, choiceStyles, formLayout, referenceStyles];
