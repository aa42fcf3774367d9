/**
 * The elements in templates of Vue 3: `import type {} from 'unit-certification/vue'`, once in a
 * project.
 */
import type { EmitFn, HTMLAttributes } from 'vue';
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

type Emits<Events> = { [Name in keyof Events]: (event: Events[Name]) => void };

/** The type that Vue's guide gives for custom elements ("Vue and Web Components"). */
type VueElement<Element, Properties, Events> = new () => Element & {
  /** @deprecated For the types of templates only. */
  $props: HTMLAttributes & Properties & Attributes<Properties>;
  /** @deprecated For the types of templates only. */
  $emit: EmitFn<Emits<Events>>;
};

declare module 'vue' {
  interface GlobalComponents {
    'unit-certification': VueElement<UnitCertification, UnitCertificationProperties, UnitCertificationEvents>;
    'unit-certification-center': VueElement<
      UnitCertificationCenter,
      UnitCertificationCenterProperties,
      UnitCertificationEvents
    >;
    'unit-registration': VueElement<UnitRegistration, UnitRegistrationProperties, UnitRegistrationEvents>;
  }
}
