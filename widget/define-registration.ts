/** Defines `<unit-registration>` in a page that bundles the package. */
import { define } from './elements/define.ts';
import { UnitRegistration } from './elements/unit-registration.ts';
export type {} from './types/elements.ts';

define('unit-registration', UnitRegistration);
