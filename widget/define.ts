/** Defines `<unit-certification>` in a page that bundles the package. */
import { define } from './elements/define.ts';
import { UnitCertification } from './elements/unit-certification.ts';
import type { UnitCertificationEvents } from './types/events.ts';

declare global {
  interface HTMLElementTagNameMap {
    'unit-certification': UnitCertification;
  }
  interface GlobalEventHandlersEventMap extends UnitCertificationEvents {}
}

define('unit-certification', UnitCertification);
