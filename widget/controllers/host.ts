/** The elements, as their controllers and views see them. */
import type { ReactiveControllerHost } from 'lit';
import type { RegistrationRequest, Status } from '../../bff/contract/wire.ts';
import type { Failure } from '../api/result.ts';
import type { Session } from '../session/session.ts';

/** Every element. */
export interface Host extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: ShadowRoot;
  readonly session: Session | undefined;
  readonly appearance: string | undefined;
  readonly loginUrl: string | undefined;
  readonly privacyUrl: string | undefined;
  readonly help: string | undefined;
  readonly debug: boolean;
}

/** The use of a certification element before anybody asks for a dialog. */
export type Use = 'prompt' | 'form' | 'gate' | 'center';

export interface CertificationHost extends Host {
  readonly use: Use;
  /** A selector of what is intercepted. */
  readonly for: string | undefined;
  /** The status that the page has set. */
  readonly knownStatus: Status | undefined;
  /** `business`: its name, for the dialog. */
  requireCertified(business?: string): Promise<boolean>;
}

export interface CenterHost extends CertificationHost {
  readonly resumeUrl: string | undefined;
  /** Its name. */
  readonly business: string | undefined;
  /** Dispatches a public event; false when the page prevented a cancelable one. */
  emit(type: string, detail?: unknown, cancelable?: boolean): boolean;
}

export interface RegistrationHost extends Host {
  /** The page's own fields that the browser finds invalid. */
  readonly invalid: readonly HTMLInputElement[];
  registered(unit: RegistrationRequest['unit'], assertion: string): void;
  report(failure: Failure): void;
}
