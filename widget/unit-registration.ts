/** The script for registration pages: defines `<unit-registration>`, and `<unit-certification>` with it. */
import { configure, signOut } from './unit-certification.ts';
import { define } from './elements/define.ts';
import { UnitRegistration } from './elements/unit-registration.ts';

define('unit-registration', UnitRegistration);

export { UnitRegistration, configure, signOut };
