/** Counts the listeners of targets by type: those added, minus those removed, aborted, or called once. */
type Add = EventTarget['addEventListener'];
type Remove = EventTarget['removeEventListener'];

interface Entry {
  target: EventTarget;
  type: string;
  listener: unknown;
  capture: boolean;
}

const isCapturing = (options: boolean | EventListenerOptions | undefined): boolean =>
  typeof options === 'object' ? !!options.capture : !!options;

export class ListenerCount {
  readonly #targets: readonly EventTarget[];
  readonly #add: Add = EventTarget.prototype.addEventListener;
  readonly #remove: Remove = EventTarget.prototype.removeEventListener;
  #entries: Entry[] = [];

  constructor(targets: readonly EventTarget[]) {
    this.#targets = targets;
  }

  /** Starts counting. */
  begin(): void {
    const [add, remove] = [this.#add, this.#remove];
    const added = (entry: Entry, options: AddEventListenerOptions): void => this.#added(entry, options);
    const removed = (entry: Entry): void => this.#removed(entry);
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      const entry = { target: this ?? window, type, listener, capture: isCapturing(options) };
      if (listener) added(entry, typeof options === 'object' ? options : {});
      add.call(entry.target, type, listener, options);
    };
    EventTarget.prototype.removeEventListener = function (type, listener, options) {
      const entry = { target: this ?? window, type, listener, capture: isCapturing(options) };
      removed(entry);
      remove.call(entry.target, type, listener, options);
    };
  }

  end(): void {
    EventTarget.prototype.addEventListener = this.#add;
    EventTarget.prototype.removeEventListener = this.#remove;
  }

  /** The number of each type. */
  all(): Record<string, number> {
    const count: Record<string, number> = {};
    for (const { type } of this.#entries) count[type] = (count[type] ?? 0) + 1;
    return count;
  }

  #added(entry: Entry, { signal, once }: AddEventListenerOptions): void {
    if (!this.#targets.includes(entry.target) || signal?.aborted) return;
    this.#removed(entry);
    this.#entries.push(entry);
    const remove = (): void => this.#removed(entry);
    if (signal) this.#add.call(signal, 'abort', remove, { once: true });
    if (once) this.#add.call(entry.target, entry.type, remove, { once: true, capture: entry.capture });
  }

  #removed({ target, type, listener, capture }: Entry): void {
    this.#entries = this.#entries.filter(
      (entry) =>
        entry.target !== target ||
        entry.type !== type ||
        entry.listener !== listener ||
        entry.capture !== capture,
    );
  }
}
