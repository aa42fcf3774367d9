/** The interface between `<unit-registration>` and its form, which loads later. */
import type { ReactiveControllerHost } from 'lit';
import type { RegistrationRequest } from '../../bff/contract/wire.ts';
import type { Session } from '../session/session.ts';
import type { Failure } from '../api/result.ts';

/** The element, as the controller sees it. */
export interface RegistrationHost extends ReactiveControllerHost {
  readonly localName: string;
  readonly isConnected: boolean;
  readonly session: Session | undefined;
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly privacyUrl: string | undefined;
  readonly help: string | undefined;
  /** The page's own fields that the browser finds invalid. */
  readonly invalid: readonly HTMLInputElement[];
  registered(unit: RegistrationRequest['unit'], assertion: string): void;
  report(failure: Failure): void;
}
