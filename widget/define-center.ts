/**
 * Defines `<unit-certification-center>`, and `<unit-certification>` with it, in a page that bundles
 * the package.
 */
import './define.ts';
import { define } from './elements/define.ts';
import { UnitCertificationCenter } from './elements/unit-certification-center.ts';
export type {} from './types/elements.ts';

define('unit-certification-center', UnitCertificationCenter);
