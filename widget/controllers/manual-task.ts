/** A task that is started by hand. Each caller gets the result of its own run only. */
import { Task, TaskStatus } from '@lit/task';
import type { ReactiveControllerHost } from 'lit';

export class ManualTask<Args extends readonly unknown[], Value> extends Task<Args, Value> {
  /** The run whose result counts: the last one, unless it was aborted. */
  #run: object | undefined;

  /** The task stores the last arguments, so they must not contain personal data. */
  constructor(host: ReactiveControllerHost, work: (args: Args, signal: AbortSignal) => Promise<Value>) {
    super(host, { autoRun: false, task: (args, { signal }) => work(args, signal) });
  }

  get running(): boolean {
    return !!this.#run && this.status === TaskStatus.PENDING;
  }

  /** Undefined when the run was aborted or replaced. */
  async resultOf(...args: Args): Promise<Value | undefined> {
    const run = (this.#run = {});
    await this.run(args);
    return this.#run === run ? this.value : undefined;
  }

  override abort(): void {
    super.abort();
    this.#run = undefined;
  }
}
