/** The seam between `<unit-registration>` and its form, which is loaded behind it. */
import type { ReactiveControllerHost } from 'lit';
import type { RegistrationRequest } from '../../bff/contract/wire.ts';
import type { Session } from '../session/session.ts';
import type { Failure } from '../api/result.ts';

/** What the element offers to the controller. */
export interface RegistrationHost extends ReactiveControllerHost {
  readonly localName: string;
  readonly isConnected: boolean;
  readonly session: Session | undefined;
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly privacyUrl: string | undefined;
  readonly help: string | undefined;
  /** Those of the page's own fields that the browser finds invalid. */
  readonly invalid: readonly HTMLInputElement[];
  registered(unit: RegistrationRequest['unit'], assertion: string): void;
  report(failure: Failure): void;
}
