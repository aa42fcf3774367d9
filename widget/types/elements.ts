/** The elements by their tags, and their events, for pages that ask the document for them. */
import type { UnitCertification } from '../elements/unit-certification.ts';
import type { UnitCertificationCenter } from '../elements/unit-certification-center.ts';
import type { UnitRegistration } from '../elements/unit-registration.ts';
import type { UnitCertificationEvents, UnitRegistrationEvents } from './events.ts';

declare global {
  interface HTMLElementTagNameMap {
    'unit-certification': UnitCertification;
    'unit-certification-center': UnitCertificationCenter;
    'unit-registration': UnitRegistration;
  }
  interface GlobalEventHandlersEventMap extends UnitCertificationEvents, UnitRegistrationEvents {}
}

export type { UnitCertification, UnitCertificationCenter, UnitRegistration };
