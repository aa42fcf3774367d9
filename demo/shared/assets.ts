/** A site's own scripts, styles and pictures, read once and served from memory. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { MiddlewareHandler } from 'hono';

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** What both sites load besides their own. */
export const SHARED_ASSETS: Record<string, URL> = Object.fromEntries(
  [
    'demo.css',
    'center-place.css',
    'appearance.js',
    'drawer.js',
    'errors.js',
    'fill.js',
    'register-demo.js',
    'reveal.js',
    'typing.js',
  ].map((name) => [name, new URL(`./public/${name}`, import.meta.url)]),
);

const YEAR = 31_536_000;

export interface Asset {
  body: string;
  type: string;
  /** Changes with the content, so that addresses with it may be cached for ever. */
  version: string;
}

export interface Assets {
  find(name: string): Asset | undefined;
  /** The address of an asset, for a page. Throws on a name that there is not. */
  address(name: string): string;
}

/**
 * `sources`: where each asset is read from, by the name under which pages know it. `folder`: where they are
 * served, with a slash at both ends.
 */
export async function loadAssets(sources: Record<string, URL>, folder = '/assets/'): Promise<Assets> {
  const assets = new Map<string, Asset>();
  for (const [name, source] of Object.entries(sources)) {
    const body = await readFile(source, 'utf8');
    const version = createHash('sha256').update(body).digest('base64url').slice(0, 10);
    assets.set(name, { body, type: TYPES[name.split('.').at(-1)!]!, version });
  }
  return {
    find: (name) => assets.get(name),
    address(name) {
      const asset = assets.get(name);
      if (!asset) throw new Error(`There is no asset ${name}.`);
      return `${folder}${name}?v=${asset.version}`;
    },
  };
}

/** Serves `/assets/:name`. */
export const serveAssets =
  (assets: Assets): MiddlewareHandler =>
  async (c) => {
    const asset = assets.find(c.req.param('name') ?? '');
    if (!asset) return c.notFound();
    const known = c.req.query('v') === asset.version;
    return c.body(asset.body, 200, {
      'Content-Type': asset.type,
      'Cache-Control': known ? `public, max-age=${YEAR}, immutable` : 'no-cache',
    });
  };
