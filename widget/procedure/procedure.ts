/** A procedure at work: holds the state, moves it on by events, and starts what begins with the state that was entered. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface Definition<State, Event> {
  /** Pure. An event that means nothing gives the same state. */
  transition(state: State, event: Event): State;
  /** Starts what begins with a state: no effect of a change of state starts elsewhere. */
  enter(state: State, before: State): void;
  /** The element has come back to the page: begins again what leaving the page has ended. */
  resume?(state: State): void;
  /** Dispatches the page's events, after `enter`: the page's code may cause the next event. */
  notify(event: Event, before: State, after: State): void;
}

export class Procedure<State, Event> implements ReactiveController {
  state: State;
  readonly #host: ReactiveControllerHost;
  #definition: Definition<State, Event>;
  /** Calls of `notify` that wait until the effects have started. */
  readonly #waiting: (() => void)[] = [];
  #dispatching = false;

  constructor(host: ReactiveControllerHost, initial: State, definition: Definition<State, Event>) {
    this.state = initial;
    this.#host = host;
    this.#definition = definition;
    host.addController(this);
  }

  /** Goes on by another definition, from the present state. */
  define(definition: Definition<State, Event>): void {
    this.#definition = definition;
  }

  hostConnected(): void {
    this.#definition.resume?.(this.state);
  }

  dispatch(event: Event): void {
    const before = this.state;
    const after = (this.state = this.#definition.transition(before, event));
    if (after !== before) this.#host.requestUpdate();
    this.#waiting.push(() => this.#definition.notify(event, before, after));
    const isInner = this.#dispatching;
    this.#dispatching = true;
    try {
      if (after !== before) this.#definition.enter(after, before);
    } finally {
      if (!isInner) this.#notifyAll();
    }
  }

  /** Also when one of them throws: the next event would bring the others too late. */
  #notifyAll(): void {
    const notify = this.#waiting.shift();
    this.#dispatching = !!notify;
    try {
      notify?.();
    } finally {
      if (notify) this.#notifyAll();
    }
  }
}
