/**
 * Tabs of one origin tell each other that a unit has been certified. Nothing about which: who hears it asks the BFF, and believes
 * that only.
 */
const NAME = 'unit-certification';

export class OtherTabs {
  #channel: BroadcastChannel | undefined;

  /** Until `close()`; an open channel keeps the page from being let go. */
  open(heard: () => void): void {
    this.#channel ??= new BroadcastChannel(NAME);
    this.#channel.onmessage = heard;
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  tell(): void {
    this.#channel?.postMessage('changed');
  }
}
