/** Holds the state, moves it on by events, and starts what the state entered asks for. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { transition } from './certification-flow.ts';
import { type FlowEvent, IDLE, type State } from './state.ts';
import { type Effect, type EffectHandlers, effectOf } from './effects.ts';

export class FlowController implements ReactiveController {
  state: State = IDLE;
  readonly #host: ReactiveControllerHost;
  readonly #observe: (event: FlowEvent) => void;
  readonly #handlers: EffectHandlers;

  /** `observe` hears each event ahead of the transition. `handlers`: of the effects that need no part that loads later. */
  constructor(host: ReactiveControllerHost, observe: (event: FlowEvent) => void, handlers: EffectHandlers) {
    this.#host = host;
    this.#observe = observe;
    this.#handlers = { ...handlers };
    host.addController(this);
  }

  hostConnected(): void {
    this.#start(effectOf(this.state, true));
  }

  dispatch(event: FlowEvent): void {
    this.#observe(event);
    const before = this.state;
    this.state = transition(before, event);
    if (this.state === before) return;
    this.#host.requestUpdate();
    this.#start(effectOf(this.state));
  }

  /** Takes the handlers of a part. One that loads later catches up: the state entered meanwhile starts its effect. */
  handle(handlers: EffectHandlers): void {
    Object.assign(this.#handlers, handlers);
    const effect = effectOf(this.state);
    if (effect && effect in handlers) this.#start(effect);
  }

  #start(effect: Effect | undefined): void {
    if (!effect) return;
    // The table ties each effect to its states, which the compiler cannot follow through a lookup.
    const handler = this.#handlers[effect] as ((state: State) => void) | undefined;
    handler?.(this.state);
  }
}
