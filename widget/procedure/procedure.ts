/** Holds the state, moves it on by events, and starts what begins with the dialog that was entered. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Effects, enter, resume } from './enter.ts';
import { IDLE, type ProcedureEvent, type State } from './state.ts';
import { transition } from './transition.ts';

/** Called after each event, with the states before and after it. */
export type Observer = (event: ProcedureEvent, before: State, after: State) => void;

export class Procedure implements ReactiveController {
  state: State = IDLE;
  readonly #host: ReactiveControllerHost;
  readonly #effects: Effects;
  readonly #observe: Observer;

  constructor(host: ReactiveControllerHost, effects: Effects, observe: Observer) {
    this.#host = host;
    this.#effects = effects;
    this.#observe = observe;
    host.addController(this);
  }

  hostConnected(): void {
    resume(this.state, this.#effects);
  }

  dispatch(event: ProcedureEvent): void {
    const before = this.state;
    const after = (this.state = transition(before, event));
    if (after !== before) this.#host.requestUpdate();
    if (after.dialog.name !== before.dialog.name) enter(after, this.#effects);
    this.#observe(event, before, after);
  }
}
