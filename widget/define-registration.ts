/** Defines both elements in a page that bundles the package. */
import './define.ts';
import { define } from './elements/define.ts';
import { UnitRegistration } from './elements/unit-registration.ts';

define('unit-registration', UnitRegistration);
