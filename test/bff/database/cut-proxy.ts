/** A TCP proxy in front of a server that disturbs connections as networks do: cuts, delays and silences them. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

export interface CutProxy {
  port: number;
  /** The names of the startup parameters that clients have sent. */
  startupParameters: ReadonlySet<string>;
  /** Connections of clients that are open now. */
  readonly open: number;
  /** Connections that clients have opened. */
  readonly opened: number;
  /** Breaks every connection; new ones are admitted. */
  cut(): void;
  /** Breaks every connection, also new ones, as if the server were not running. */
  down(): void;
  /** Existing connections stay open, but nothing passes. New ones are served, or silent too with `forGood`. */
  silence(forGood?: boolean): void;
  /** Delays each chunk, in both directions. */
  delay(milliseconds: number): void;
  /** Sends the server's answers byte by byte, with this pause between two bytes. */
  trickle(milliseconds: number): void;
  /** Serves new and slowed connections as usual. */
  restore(): void;
  close(): Promise<void>;
}

interface Pair {
  near: Socket;
  far: Socket;
  isMute: boolean;
}

/** The state of the line. */
interface Line {
  isDown: boolean;
  isMute: boolean;
  delay: number;
  trickle: number;
}
const GOOD: Line = { isDown: false, isMute: false, delay: 0, trickle: 0 };

export async function startCutProxy(target: { host: string; port: number }): Promise<CutProxy> {
  const pairs = new Set<Pair>();
  const startupParameters = new Set<string>();
  const line = { ...GOOD };
  let opened = 0;

  const cut = (pair: Pair) => {
    pair.near.destroy();
    pair.far.destroy();
  };
  const carry = (pair: Pair, way: 'request' | 'answer') =>
    new Transform({
      transform(piece: Buffer, _encoding, done) {
        void (async () => {
          if (line.delay > 0) await sleep(line.delay);
          if (way === 'answer' && line.trickle > 0)
            for (const byte of piece) {
              if (this.destroyed || pair.isMute) break;
              this.push(Buffer.of(byte));
              await sleep(line.trickle);
            }
          else if (!pair.isMute) this.push(piece);
          done();
        })();
      },
    });

  const server = createServer((near) => {
    opened++;
    if (line.isDown) return void near.resetAndDestroy();
    const far = connect(target.port, target.host);
    const pair: Pair = { near, far, isMute: line.isMute };
    pairs.add(pair);
    near.once('data', (packet: Buffer) => {
      const fields = packet.subarray(8).toString().split('\0'); // after length and version: name, value, name, value, …
      fields.forEach((name, index) => index % 2 === 0 && name !== '' && startupParameters.add(name));
    });
    for (const [from, to, way] of [
      [near, far, 'request'],
      [far, near, 'answer'],
    ] as const) {
      const carrier = carry(pair, way);
      from.pipe(carrier).pipe(to, { end: false });
      carrier.on('end', () => pair.isMute || to.end()); // a silent line does not pass on that a side has closed
      from
        .on('error', () => pair.isMute || to.destroy())
        .on('close', () => near.destroyed && far.destroyed && pairs.delete(pair));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cutAll = () => pairs.forEach(cut);
  return {
    port: (server.address() as AddressInfo).port,
    startupParameters,
    get open() {
      return [...pairs].filter(({ near }) => !near.destroyed).length;
    },
    get opened() {
      return opened;
    },
    cut: cutAll,
    down() {
      line.isDown = true;
      cutAll();
    },
    silence(forGood = false) {
      line.isMute = forGood;
      for (const pair of pairs) pair.isMute = true;
    },
    delay: (milliseconds) => void (line.delay = milliseconds),
    trickle: (milliseconds) => void (line.trickle = milliseconds),
    restore: () => void Object.assign(line, GOOD),
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cutAll();
      return closed;
    },
  };
}
