/** Scripts, styles and pictures of a site: the files of a folder, read at start. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { Hono } from 'hono';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Served at `/NAME`. */
export function assets(folder: URL): Hono {
  const app = new Hono();
  for (const name of readdirSync(folder)) {
    const body = readFileSync(new URL(name, folder));
    app.get(`/${name}`, (c) =>
      c.body(body, 200, { 'Content-Type': TYPES[extname(name)]!, 'Cache-Control': 'no-cache' }),
    );
  }
  return app;
}
