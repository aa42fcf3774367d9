/** Another tab of this origin: a frame, which has its own channel as a tab does. */
export interface OtherTab {
  heard: unknown[];
  say(message: unknown): void;
  close(): void;
}

export function otherTab(): OtherTab {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const heard: unknown[] = [];
  const { BroadcastChannel } = frame.contentWindow as unknown as typeof globalThis;
  const channel = new BroadcastChannel('unit-certification');
  channel.onmessage = ({ data }) => heard.push(data);
  return {
    heard,
    say: (message) => channel.postMessage(message),
    close: () => {
      channel.close();
      frame.remove();
    },
  };
}
