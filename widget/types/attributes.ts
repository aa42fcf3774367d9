/** The properties and attributes that a template may set, for the types of frameworks. */
import type { Settings } from '../elements/configuration.ts';
import type { UnitCertification } from '../elements/unit-certification.ts';
import type { UnitCertificationCenter } from '../elements/unit-certification-center.ts';
import type { UnitRegistration } from '../elements/unit-registration.ts';

type Common = Exclude<keyof Settings, 'loginUrl'> | 'debug';

/** `undefined` is the same as leaving it out. */
type Settable<Element, Name extends keyof Element> = { [Key in Name]?: Element[Key] | undefined };

type Certification = Common | 'loginUrl' | 'knownStatus';

interface Opens {
  /** Frameworks set it. Reading it gives the method `open()`. */
  open?: boolean | undefined;
}

export type UnitCertificationProperties = Settable<
  UnitCertification,
  Certification | 'for' | 'centerUrl' | 'centerName'
> &
  Opens;

export type UnitCertificationCenterProperties = Settable<
  UnitCertificationCenter,
  Certification | 'resumeUrl' | 'business'
> &
  Opens;

export type UnitRegistrationProperties = Settable<UnitRegistration, Common>;

type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : Name;

/** The same by attribute names, such as `token-url`. Functions are left out. */
export type Attributes<Properties> = {
  [Name in keyof Properties & string as Name extends 'getToken' ? never : Kebab<Name>]?: Properties[Name];
};
