/** Commands and events as JSON over a WebSocket: what the DevTools protocol and WebDriver BiDi have in common. */

export interface Connection {
  send<T>(method: string, params?: object, sessionId?: string): Promise<T>;
  /** Listens to the events of this name. */
  on(method: string, hear: (params: unknown) => void): void;
  close(): void;
}

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
  /** An object in the DevTools protocol, a code beside a `message` in BiDi. */
  error?: string | { message: string };
  message?: string;
}

const reasonOf = ({ error, message }: Message) =>
  typeof error === 'object' ? error.message : `${error}: ${message}`;

export async function connect(url: string): Promise<Connection> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error(`No connection to ${url}`)), { once: true });
  });
  let last = 0;
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const listeners = new Map<string, (params: unknown) => void>();
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.method) listeners.get(message.method)?.(message.params);
    const asked = message.id === undefined ? undefined : waiting.get(message.id);
    if (!asked) return;
    waiting.delete(message.id!);
    if (message.error === undefined) asked.resolve(message.result);
    else asked.reject(new Error(reasonOf(message)));
  });
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The browser has closed the connection.'));
    waiting.clear();
  });
  return {
    send: <T>(method: string, params: object = {}, sessionId?: string) =>
      new Promise<T>((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        socket.send(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }));
      }),
    on: (method, hear) => void listeners.set(method, hear),
    close: () => socket.close(),
  };
}
