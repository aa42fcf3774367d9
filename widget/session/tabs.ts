/**
 * Messages between tabs of one origin, and between copies of the script in this page. They contain
 * no data: a receiver asks the portal and the BFF, and trusts only them.
 */
import { notify } from '../api/result.ts';

const NAME = 'unit-certification';

export type News =
  /** A unit's next step has changed. */
  | 'changed'
  /** Another user is logged in. */
  | 'login'
  /** Nobody is logged in any more. */
  | 'signed-out'
  /** A page prompts after a login. */
  | 'prompts'
  /** A page waited for this login, and its user is logged in now: the answer to `prompts`. */
  | 'waits';

export type NewsListener = (news: News) => void;

/** From a page that does not listen: else it would hear its own message. */
export function tellOtherTabs(news: News): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(news);
  channel.close();
}

/** The page's one channel, open while somebody listens. */
export class OtherTabs {
  readonly #listeners = new Set<NewsListener>();
  #channel: BroadcastChannel | undefined;

  /** An open channel keeps the page out of the back/forward cache. */
  addListener(listener: NewsListener): void {
    this.#listeners.add(listener);
    if (this.#channel) return;
    this.#channel = new BroadcastChannel(NAME);
    this.#channel.onmessage = ({ data }: MessageEvent<News>) => notify(this.#listeners, data);
  }

  removeListener(listener: NewsListener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size) return;
    this.#channel?.close();
    this.#channel = undefined;
  }

  post(news: News): void {
    if (this.#channel) this.#channel.postMessage(news);
    else tellOtherTabs(news);
  }
}
