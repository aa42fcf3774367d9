/** All that a form in a page looks like, in its order. */
import { choiceStyles } from './choice-styles.ts';
import { fieldStyles } from './field-styles.ts';
import { formLayout } from './form-layout.ts';
import { paperStyles } from '../styles/paper.ts';

export const pageFormStyles = [paperStyles, fieldStyles, choiceStyles, formLayout];
