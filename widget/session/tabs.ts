/**
 * Tabs of one origin, and other copies of the script in this page, tell each other what happened. Nothing about whom: who hears it asks
 * portal and BFF, and believes these only.
 */
const NAME = 'unit-certification';

/** `changed`: a unit has been certified. `login`: another user is logged in. `signed-out`: nobody is. */
export type News = 'changed' | 'login' | 'signed-out';

export class OtherTabs {
  #channel: BroadcastChannel | undefined;

  /** Until `close()`; an open channel keeps the page from being let go. */
  open(heard: (news: News) => void): void {
    this.#channel ??= new BroadcastChannel(NAME);
    this.#channel.onmessage = ({ data }: MessageEvent<News>) => heard(data);
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  tell(news: News): void {
    if (this.#channel) return this.#channel.postMessage(news);
    const channel = new BroadcastChannel(NAME);
    channel.postMessage(news);
    channel.close();
  }
}
