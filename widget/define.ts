/** Defines `<unit-certification>` in a page that bundles the package. */
import { define } from './elements/define.ts';
import { UnitCertification } from './elements/unit-certification.ts';
export type {} from './types/elements.ts';

define('unit-certification', UnitCertification);
