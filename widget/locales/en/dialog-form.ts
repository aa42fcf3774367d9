import type { FormWords } from '../../form/form-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { form } from './form.ts';

export const dialogForm = (unit: UnitWords): FormWords => ({
  ...form(unit),
  title: 'Verify your organization',
  unit: 'Organization',
  cancel: 'Cancel',
  submit: 'Submit',
  next: 'Next',
  previous: 'Back',
  step: (step, steps) => `Step ${step} of ${steps}`,
  review: { hint: 'Check your answers. Select “Change” where one is wrong', change: 'Change', done: 'Done' },
});
