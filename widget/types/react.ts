/**
 * The elements in JSX of React 19: `import type {} from 'unit-certification/react'`, once in a
 * project.
 */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { UnitCertification } from '../elements/unit-certification.ts';
import type { UnitCertificationCenter } from '../elements/unit-certification-center.ts';
import type { UnitRegistration } from '../elements/unit-registration.ts';
import type {
  Attributes,
  UnitCertificationCenterProperties,
  UnitCertificationProperties,
  UnitRegistrationProperties,
} from './attributes.ts';
import type { UnitCertificationEvents, UnitRegistrationEvents } from './events.ts';

/** React listens to an element's event by `on` and its name: `oncertification-status`. */
type Listeners<Events> = { [Name in keyof Events & string as `on${Name}`]?: (event: Events[Name]) => void };

type ElementProps<Element, Properties, Events> = Omit<
  DetailedHTMLProps<HTMLAttributes<Element>, Element>,
  keyof Properties
> &
  Properties &
  Attributes<Properties> &
  Listeners<Events>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'unit-certification': ElementProps<
        UnitCertification,
        UnitCertificationProperties,
        UnitCertificationEvents
      >;
      'unit-certification-center': ElementProps<
        UnitCertificationCenter,
        UnitCertificationCenterProperties,
        UnitCertificationEvents
      >;
      'unit-registration': ElementProps<UnitRegistration, UnitRegistrationProperties, UnitRegistrationEvents>;
    }
  }
}
