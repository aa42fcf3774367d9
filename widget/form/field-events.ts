/**
 * Handles the events at a form's fields: typing, choosing, confirming, entering and leaving. While
 * a button of the mouse or a finger is down, nothing moves under it: the errors of fields that were
 * left are shown after the press, and a field that was entered moves into view then.
 */
import type { ReactiveController } from 'lit';
import type { Host } from '../controllers/host.ts';
import { listen } from '../page/listen.ts';
import { windowOf } from '../page/tree.ts';
import type { FieldFocus } from './field-focus.ts';
import type { FieldSet } from './field-set.ts';
import type { FieldHandlers } from './field-view.ts';
import { type ChoiceField, type InputField, isInput } from './fields.ts';
import { copyPlain } from './numbers.ts';

/** Brings into view the fields that are asked because of what was chosen, each with its label. */
export type ShowDecided = (decided: readonly Element[], choice: Element) => void;

/**
 * Ignores the Enter or Escape that ends an input method's composition. In Safari only the key code
 * 229 shows it.
 */
function letCompositionEnd(event: KeyboardEvent): void {
  const ends = event.key === 'Enter' || event.key === 'Escape';
  if (ends && (event.isComposing || event.keyCode === 229)) event.preventDefault();
}

export class FieldEvents implements ReactiveController, FieldHandlers {
  readonly #host: Host;
  readonly #fields: FieldSet;
  readonly #focus: FieldFocus;
  readonly #showDecided: ShowDecided;
  /** Aborted when the element leaves the page. */
  #connection = new AbortController();
  /** Aborted when the press ends that is under way. */
  #press: AbortController | undefined;
  /** The last press began in the element. */
  #isInside = false;
  /** Fields left during a press. */
  #left: InputField[] = [];

  constructor(host: Host, fields: FieldSet, focus: FieldFocus, showDecided: ShowDecided) {
    this.#host = host;
    this.#fields = fields;
    this.#focus = focus;
    this.#showDecided = showDecided;
    host.addController(this);
  }

  hostConnected(): void {
    const { signal } = (this.#connection = new AbortController());
    const { renderRoot } = this.#host;
    // A press anywhere in the page may move the focus. It comes before the focus that it moves.
    listen(windowOf(this.#host), ['mousedown'], this.#pressed, signal);
    listen(renderRoot, ['focusin'], this.#entered, signal);
    listen(renderRoot, ['focusout'], this.#exited, signal);
  }

  hostDisconnected(): void {
    this.#connection.abort();
    this.#endPress(null);
  }

  type(field: InputField, typed: string): void {
    this.#fields.type(field, typed);
    this.#host.requestUpdate();
  }

  async choose(choice: ChoiceField, value: string): Promise<void> {
    this.#fields.choose(choice, value);
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const decided = this.#fields.asked
      .filter(({ when }) => when?.field === choice.id)
      .flatMap(({ id }) => this.#focus.wholeOf(id) ?? []);
    if (decided.length) this.#showDecided(decided, this.#focus.elementOf(choice.id)!);
  }

  /** The button goes with the error: the focus moves to the field. */
  confirm(field: InputField): void {
    this.#fields.confirm(field);
    this.#host.requestUpdate();
    this.#focus.elementOf(field.id)?.focus();
  }

  /** A key, a copy or a cut, in the form. */
  handle(event: Event): void {
    const { type } = event;
    if (type === 'keydown') return letCompositionEnd(event as KeyboardEvent);
    if (type !== 'copy' && type !== 'cut') return;
    const input = event.composedPath()[0] as HTMLInputElement;
    if (this.#focus.fieldAt(input)?.control === 'number') copyPlain(event as ClipboardEvent, input);
  }

  readonly #pressed = (event: Event): void => {
    if ((event as MouseEvent).button || this.#press) return; // With another button a menu comes, and no click.
    const { signal } = (this.#press = new AbortController());
    this.#isInside = event.composedPath().includes(this.#host);
    this.#fields.beginPress();
    // A drag swallows the end of the press, and so does a menu: `pointercancel` follows a drag, and
    // after a menu comes the next move.
    const ends = ['mouseup', 'pointercancel', 'pointermove'];
    listen(windowOf(this.#host), ends, this.#released, signal);
  };

  readonly #released = (event: Event): void => {
    if ((event as MouseEvent).buttons) return;
    const { element } = this.#focus;
    this.#endPress(element ?? (this.#isInside ? undefined : null));
    const entered = this.#inputAt(element);
    if (entered) void this.#follow(entered);
  };

  readonly #entered = ({ target }: Event): void => {
    const field = this.#inputAt(target);
    if (field && !this.#press) void this.#follow(field);
  };

  readonly #exited = (event: Event): void => {
    const field = this.#inputAt(event.target);
    if (!field) return;
    if (this.#press) this.#left.push(field);
    else this.#leave(field, (event as FocusEvent).relatedTarget as Element | null);
  };

  /** `to`: as for `#leave()`. */
  #endPress(to: Element | null | undefined): void {
    this.#press?.abort();
    this.#press = undefined;
    // After the click, which may be the attempt to send.
    setTimeout(() => {
      if (!this.#press) this.#fields.endPress();
    });
    for (const field of this.#left.splice(0)) this.#leave(field, to);
  }

  #inputAt(target: EventTarget | null): InputField | undefined {
    const field = this.#focus.fieldAt(target as Element | null);
    return field && isInput(field) ? field : undefined;
  }

  /** A field that is entered is in view, unless the focus has moved meanwhile. */
  async #follow({ id }: InputField): Promise<void> {
    await this.#host.updateComplete;
    if (this.#focus.field?.id === id) await this.#focus.reveal(id);
  }

  /**
   * An error that results is in view, and so is what has the focus then: `to`, null when it has
   * gone elsewhere in the page.
   */
  #leave(field: InputField, to: Element | null | undefined): void {
    const hasMessage = this.#fields.leave(field);
    this.#host.requestUpdate();
    if (hasMessage && to !== null) void this.#focus.reveal(field.id, to);
  }
}
