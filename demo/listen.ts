/** Serves an app on a port, and says which variable to change when the port is taken. */
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import type { Hono } from 'hono';
import { SettingError } from './settings.ts';

export interface Listening {
  port: number;
  /** Resolves when the port is free again; open connections are ended. */
  close(): Promise<void>;
}

const taken = (host: string, port: number, variable: string) =>
  new SettingError(`Port ${port} on ${host} is taken. Free it, or choose another with ${variable}=…`);

const portOf = (address: string | AddressInfo | null) => (address as AddressInfo).port;

/** Port 0 takes a free one. Throws `SettingError` when the port is taken. */
export function listen(app: Hono, host: string, port: number, variable: string): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server: ServerType = serve({ fetch: app.fetch, hostname: host, port }, () =>
      resolve({
        port: portOf(server.address()),
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      }),
    );
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? taken(host, port, variable) : error),
    );
  });
}

/** The same for a listener of Node's own. */
export function listenPlainly(
  listener: RequestListener,
  host: string,
  port: number,
  variable: string,
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = createHttpServer(listener);
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? taken(host, port, variable) : error),
    );
    server.listen(port, host, () =>
      resolve({
        port: portOf(server.address() as AddressInfo),
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      }),
    );
  });
}

/** Throws `SettingError` when the port is taken. For a port on which another process will listen. */
export function assertFree(host: string, port: number, variable: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? taken(host, port, variable) : error),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
