/** The elements, as their controllers see them: one interface, and what only some elements have. */
import type { ReactiveControllerHost } from 'lit';
import type { Status } from '../../bff/contract/wire.ts';
import type { Failure } from '../api/result.ts';
import type { Session } from '../session/session.ts';

/** Every element. */
export interface Host extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: ShadowRoot;
  readonly hasUpdated: boolean;
  readonly session: Session | undefined;
  /** The element's own attribute or property, else the page's default. */
  setting(name: 'appearance' | 'help' | 'loginUrl' | 'privacyUrl'): string | undefined;
  readonly debug: boolean;
  /** Dispatches a public event; false when the page prevented a cancelable one. */
  emit(type: string, detail?: unknown, cancelable?: boolean): boolean;
  /** Tells the page what did not work, and explains it. */
  report(failure: Failure): void;
  /** In the console, where it is a developer's problem. */
  explain(failure: Failure): void;
}

/** The use of a certification element before anybody asks for a dialog. */
export type Use = 'prompt' | 'form' | 'gate' | 'center';

/** Both certification elements: the registration has no status, and no center to go to. */
export interface CertificationHost extends Host {
  readonly use: Use;
  /** The attribute `open` is set. */
  readonly opens: boolean;
  /** How many guards ask by the element. Meanwhile it does not prompt. */
  readonly guards: number;
  /** A selector of what is intercepted. */
  readonly for: string | undefined;
  /** The status that the page has set. */
  readonly knownStatus: Status | undefined;
  readonly centerUrl: string | undefined;
  readonly centerName: string | undefined;
}

/** The center: only it has a business on the page that the user came from. */
export interface CenterHost extends CertificationHost {
  readonly resumeUrl: string | undefined;
  /** Its name. */
  readonly business: string | undefined;
}

export interface RegistrationHost extends Host {
  /** The page's own fields that the browser finds invalid. */
  readonly invalid: readonly HTMLInputElement[];
}
