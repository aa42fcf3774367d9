/** The portal's own scripts, styles and pictures, and the captcha's, read once and served from memory. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

const own = (name: string) => new URL(`./public/${name}`, import.meta.url);
const installed = (specifier: string) => new URL(import.meta.resolve(specifier));

const SOURCES: Record<string, URL> = {
  'base.css': own('base.css'),
  'parts.css': own('parts.css'),
  'frame.css': own('frame.css'),
  'hall.css': own('hall.css'),
  'pages.css': own('pages.css'),
  'accounts.css': own('accounts.css'),
  'login.css': own('login.css'),
  'portal.js': own('portal.js'),
  'centre.js': own('centre.js'),
  'login.js': own('login.js'),
  'emblem.svg': own('emblem.svg'),
  'river.svg': own('river.svg'),
  // The captcha's files for pages with a strict Content-Security-Policy: styles and worker apart.
  'altcha.css': installed('altcha/altcha.css'),
  'altcha.js': new URL('./altcha.min.js', installed('altcha/external')),
  'altcha-zh-cn.js': installed('altcha/i18n/zh-cn'),
  'altcha-worker.js': installed('altcha/workers/pbkdf2'),
};

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

export async function loadAssets(): Promise<Assets> {
  const assets = new Map<string, Asset>();
  for (const [name, source] of Object.entries(SOURCES)) {
    const body = await readFile(source, 'utf8');
    const version = createHash('sha256').update(body).digest('base64url').slice(0, 10);
    assets.set(name, { body, type: TYPES[name.split('.').at(-1)!]!, version });
  }
  return {
    find: (name) => assets.get(name),
    address(name) {
      const asset = assets.get(name);
      if (!asset) throw new Error(`There is no asset ${name}.`);
      return `/assets/${name}?v=${asset.version}`;
    },
  };
}
