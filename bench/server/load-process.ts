/**
 * Sends requests over keep-alive connections and measures the time to each whole answer. It uses plain sockets, because Node's own client costs more
 * than the measured servers and would slow them down.
 */
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as rest } from 'node:timers/promises';
import { quantile } from '../support/statistics.ts';
import type { Job, Served } from './load.ts';

/** A connection with one request at a time. */
class Connection {
  readonly #socket: Socket;
  #text = '';
  #answered: ((answer: string) => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  constructor(socket: Socket) {
    this.#socket = socket.setNoDelay();
    socket.on('data', (chunk: Buffer) => {
      this.#text += chunk.toString('latin1');
      if (!isWhole(this.#text)) return;
      const answer = this.#text;
      this.#text = '';
      this.#answered?.(answer);
    });
    socket.on('error', (error) => this.#failed?.(error));
    socket.on('close', () => this.#failed?.(new Error('the server closed the connection')));
  }

  ask(request: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#answered = resolve;
      this.#failed = reject;
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#failed = undefined;
    this.#socket.destroy();
  }
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end))?.[1];
  return length === undefined ? text.endsWith('0\r\n\r\n') : text.length >= end + 4 + Number(length);
}

async function open(port: number): Promise<Connection> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return new Connection(socket);
}

async function run({ port, requests, expected, connections, rate }: Job): Promise<Served> {
  const latencies: number[] = [];
  const started = performance.now();
  const visitors = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const next = requests.entries();

  const visit = async (visitor: Connection): Promise<void> => {
    for (const [index, request] of next) {
      // With a rate, a request's time starts when it was due, so a stalled server also delays the requests that arrive meanwhile.
      const due = rate === undefined ? performance.now() : started + (index / rate) * 1000;
      const early = due - performance.now();
      if (early > 0) await rest(early);
      const answer = await visitor.ask(request);
      if (!answer.startsWith('HTTP/1.1 200') || !answer.includes(expected)) throw new Error(answer);
      latencies.push(performance.now() - due);
    }
  };
  try {
    await Promise.all(visitors.map(visit));
  } finally {
    for (const visitor of visitors) visitor.close();
  }
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  return { seconds, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
}

process.on('message', (job: Job) => {
  run(job).then(
    (served) => process.send!(served),
    (error: unknown) => process.send!({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
