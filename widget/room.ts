/**
 * The seam between the entry script and what loads later: the element is the host, the form's chunk is the
 * room behind the first dialogs.
 */
import type { TemplateResult } from 'lit/html.js';
import type { Client } from './client.ts';
import type { FlowEvent, State } from './flow.ts';
import type { LocaleModule } from './locale.ts';

/** What the element offers to the room. */
export interface RoomHost {
  readonly client: Client | undefined;
  readonly state: State;
  readonly root: ShadowRoot;
  readonly updateComplete: Promise<void>;
  readonly appearance: string | undefined;
  readonly privacyUrl: string | undefined;
  readonly centerUrl: string | undefined;
  /** Someone waits for the certification to go on with a business. */
  readonly awaited: boolean;
  /** Aborts when the element leaves the page. */
  readonly lifetime: AbortSignal;
  send(event: FlowEvent): void;
  requestUpdate(): void;
  /** The user follows the link to the centre. */
  toCentre(event: Event): void;
}

/** What the element needs of the room. */
export interface Room {
  view(state: State, words: LocaleModule): TemplateResult | undefined;
  /** The view is in the page. */
  rendered(): void;
  /** A state was entered, or is found again after the element came back to the page. */
  entered(state: State): void;
}
