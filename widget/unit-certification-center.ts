/**
 * The script for a portal's certification center: defines `<unit-certification-center>`, and
 * `<unit-certification>` with it.
 */
import { configure, requireCertified, signOut } from './unit-certification.ts';
import { define } from './elements/define.ts';
import { UnitCertificationCenter } from './elements/unit-certification-center.ts';

define('unit-certification-center', UnitCertificationCenter);

export { UnitCertificationCenter, configure, requireCertified, signOut };
