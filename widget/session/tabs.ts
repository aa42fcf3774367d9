/**
 * Messages between tabs of one origin, and between copies of the script in this page. They contain
 * no data: a receiver asks the portal and the BFF, and trusts only them.
 */
const NAME = 'unit-certification';

/** `changed`: a unit has been certified. `login`: another user is logged in. `signed-out`: none. */
export type News = 'changed' | 'login' | 'signed-out';

export class OtherTabs {
  #channel: BroadcastChannel | undefined;

  /** Listens until `close()`. An open channel keeps the page out of the back/forward cache. */
  open(heard: (news: News) => void): void {
    this.#channel ??= new BroadcastChannel(NAME);
    this.#channel.onmessage = ({ data }: MessageEvent<News>) => heard(data);
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  post(news: News): void {
    if (this.#channel) return this.#channel.postMessage(news);
    const channel = new BroadcastChannel(NAME);
    channel.postMessage(news);
    channel.close();
  }
}
