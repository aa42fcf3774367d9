/**
 * The seam between the entry script and what loads later: the element is the host, the form's chunk is the
 * room behind the first dialogs.
 */
import type { TemplateResult } from 'lit/html.js';
import type { CertificationStatus, Status } from '../bff/contract/wire.ts';
import type { Client } from './client.ts';
import type { Result } from './failure.ts';
import type { FlowEvent, Known, State } from './flow.ts';
import type { LocaleModule } from './locale.ts';
import type { Locale } from './locales/words.ts';

/** What the element offers to the room. */
export interface RoomHost {
  readonly client: Client | undefined;
  readonly state: State;
  readonly known: Known | undefined;
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
  toCentre(resume?: string): void;
  /** `resume`: a path of this site; by default this page. */
  centre(resume?: string): string | undefined;
}

/** What it offers to the rooms of views that few pages have. */
export interface ViewHost extends RoomHost {
  readonly knownStatus: Status | undefined;
  adopt(styles: string): void;
  /** With `view="gate"`: what is held back. */
  readonly for: string | undefined;
  open(): void;
  ask(): Promise<Result<CertificationStatus>>;
  /** `business`: its name, for the dialog. */
  requireCertified(business?: string): Promise<boolean>;
}

/** A room that is not a dialog: it stands in the page. */
export interface InlineRoom {
  view(language: Locale): TemplateResult;
  /** The view is in the page. */
  rendered(): void;
}

/** What the element needs of the room. */
export interface Room {
  view(state: State, words: LocaleModule): TemplateResult | undefined;
  /** The view is in the page. */
  rendered(): void;
  /** A state was entered, or is found again after the element came back to the page. */
  entered(state: State): void;
}
