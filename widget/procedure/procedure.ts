/** A procedure at work: holds the state, moves it on by events, and starts what begins with the state that was entered. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface Definition<State, Event> {
  /** Pure. An event that means nothing gives the same state. */
  transition(state: State, event: Event): State;
  /** Starts what begins with a state: no effect of a change of state starts elsewhere. */
  enter(state: State, before: State): void;
  /** The element has come back to the page: begins again what leaving the page has ended. */
  resume?(state: State): void;
  /** Tells the page what has happened, after `enter`: the page's code may dispatch the next event. */
  tell(event: Event, before: State, after: State): void;
}

export class Procedure<State, Event> implements ReactiveController {
  state: State;
  readonly #host: ReactiveControllerHost;
  #definition: Definition<State, Event>;
  /** Calls of `tell` that wait until the effects have started. */
  readonly #news: (() => void)[] = [];
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
    this.#news.push(() => this.#definition.tell(event, before, after));
    const isInner = this.#dispatching;
    this.#dispatching = true;
    try {
      if (after !== before) this.#definition.enter(after, before);
    } finally {
      if (!isInner) this.#tellAll();
    }
  }

  /** Also when one of them throws: the next event would bring the others too late. */
  #tellAll(): void {
    const tell = this.#news.shift();
    this.#dispatching = !!tell;
    try {
      tell?.();
    } finally {
      if (tell) this.#tellAll();
    }
  }
}
