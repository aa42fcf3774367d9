/** The visitors: a process of their own (`load-process.ts`), so that what they cost is not counted with a server. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Job {
  port: number;
  /** HTTP requests as they go over the wire. */
  requests: readonly string[];
  /** Stands in every answer, whose status is 200. */
  expected: string;
  connections: number;
  /** Requests a second, whether or not earlier ones are answered; without it each connection asks again once it is answered. */
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
