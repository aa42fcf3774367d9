/** Defines `<unit-registration>` in a page that bundles the package. */
import { define } from './elements/define.ts';
import { UnitRegistration } from './elements/unit-registration.ts';
import type { UnitRegistrationEvents } from './types/events.ts';

declare global {
  interface HTMLElementTagNameMap {
    'unit-registration': UnitRegistration;
  }
  interface GlobalEventHandlersEventMap extends UnitRegistrationEvents {}
}

define('unit-registration', UnitRegistration);
