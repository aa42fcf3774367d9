/** Runs the visitors in their own process (`load-process.ts`), so that their cost is not counted with a server. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Job {
  port: number;
  /** Whole HTTP requests as text. */
  requests: readonly string[];
  /** A text that every answer must contain; its status must be 200. */
  expected: string;
  connections: number;
  /** Requests a second (open loop). Without it each connection sends the next request after the answer (closed loop). */
  rate?: number;
}

export interface Served {
  seconds: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

export interface Visitors {
  run(job: Job): Promise<Served>;
  stop(): void;
}

export function createVisitors(): Visitors {
  const child = fork(fileURLToPath(new URL('./load-process.ts', import.meta.url)));
  return {
    async run(job) {
      child.send(job);
      const [answer] = (await once(child, 'message')) as [Served | { error: string }];
      if ('error' in answer) throw new Error(answer.error);
      return answer;
    },
    stop: () => void child.kill(),
  };
}
