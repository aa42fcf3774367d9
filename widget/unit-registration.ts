/** The script for registration pages: defines `<unit-registration>`, and `<unit-certification>` with it. */
import './unit-certification.ts';
import { define } from './define.ts';
import { UnitRegistration } from './registration/unit-registration-element.ts';

define('unit-registration', UnitRegistration);

export { UnitRegistration };
