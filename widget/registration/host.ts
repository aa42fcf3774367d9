/** The seam between `<unit-registration>` and its form, which is loaded behind it. */
import type { RegistrationRequest } from '../../bff/contract/wire.ts';
import type { Client } from '../client.ts';
import type { Failure } from '../failure.ts';

/** What the element offers to the room. */
export interface RegistrationHost {
  readonly client: Client | undefined;
  readonly root: ShadowRoot;
  readonly updateComplete: Promise<void>;
  readonly privacyUrl: string | undefined;
  requestUpdate(): void;
  /** Those of the page's own fields that the browser finds invalid. */
  readonly invalid: readonly HTMLInputElement[];
  registered(unit: RegistrationRequest['unit'], assertion: string): void;
  report(failure: Failure): void;
}
