/**
 * Runs a procedure: holds the state, applies each event to it, and starts its effects. The host
 * adds it as a controller where something resumes.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface Definition<State, Event> {
  /** Pure. An event that changes nothing returns the same state. */
  transition(state: State, event: Event): State;
  /** Starts the effects of a change of state. They start nowhere else. */
  enter(state: State, before: State): void;
  /** The element has come back to the page: starts again what ended when it left. */
  resume?(state: State): void;
  /** Dispatches the page's events, after `enter`: the page's code may cause the next event. */
  notify(event: Event, before: State, after: State): void;
}

export class Procedure<State, Event> implements ReactiveController {
  state: State;
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
  #definition: Definition<State, Event>;
  /** Calls of `notify`, until the effects have started. */
  readonly #notices: (() => void)[] = [];
  #dispatching = false;

  constructor(
    host: Pick<ReactiveControllerHost, 'requestUpdate'>,
    initial: State,
    definition: Definition<State, Event>,
  ) {
    this.state = initial;
    this.#host = host;
    this.#definition = definition;
  }

  /** Goes on from the same state by another definition, with what it does not say as before. */
  define(changed: Partial<Definition<State, Event>>): void {
    this.#definition = { ...this.#definition, ...changed };
  }

  hostConnected(): void {
    this.#definition.resume?.(this.state);
  }

  dispatch(event: Event): void {
    const before = this.state;
    const after = (this.state = this.#definition.transition(before, event));
    if (after !== before) this.#host.requestUpdate();
    this.#notices.push(() => this.#definition.notify(event, before, after));
    const isInner = this.#dispatching;
    this.#dispatching = true;
    try {
      if (after !== before) this.#definition.enter(after, before);
    } finally {
      if (!isInner) this.#notifyAll();
    }
  }

  /** Calls all of them, even when one throws: the others would wait for the next event. */
  #notifyAll(): void {
    const notify = this.#notices.shift();
    this.#dispatching = !!notify;
    try {
      notify?.();
    } finally {
      if (notify) this.#notifyAll();
    }
  }
}
