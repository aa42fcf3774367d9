/** The one template of all pages: filled from the table of hosts and from the files of `pages/`. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { OLD_VERSION, type Embedding, type Frame, type Host, type Owner } from './hosts.ts';
import { filesOf } from './libraries.ts';
import { recipeOf } from './recipes.ts';

const read = (name: string): Promise<string> =>
  readFile(fileURLToPath(new URL(`pages/${name}`, import.meta.url)), 'utf8');

/** The portal forwards this path to the BFF. */
export const PROXY = '/services/certification';
export const OLD = `${PROXY}/widget/${OLD_VERSION}`;

/** The portal's own origin, and another one that it has too. */
export type Origins = Record<'portal' | 'other', string>;

/** A page of a host, with or without the widget. */
export interface Visited {
  host: Host;
  /** The element's attributes; `undefined` for the page without the widget. */
  attributes: Record<string, string> | undefined;
  /** The widget's script is `async`, as the guides have it, so that the page does not wait for it. */
  async?: boolean;
}

const embeddedBy =
  (async: boolean | undefined) =>
  (tag: string): string =>
    async ? tag.replace(/<script (?=[^>]*src=)(?!async)/, '<script async ') : tag;

const moduleOf = (folder: string): string =>
  `<script type="module" src="${folder}/unit-certification.js"></script>`;

/** For recipes, which import from the package, and set nothing but the token's address. */
function settingsOf(folder: string, attributes: Record<string, string>): string {
  const imports = { 'unit-certification': `${folder}/unit-certification.js` };
  const { 'privacy-url': privacyUrl, 'token-url': tokenUrl, ...others } = attributes;
  return `<script type="importmap">${JSON.stringify({ imports })}</script>
    <script type="module">
      import { configure } from 'unit-certification';
      configure(${JSON.stringify({ ...others, privacyUrl, tokenUrl })});
    </script>`;
}

/** The tags of each embedding, for the head. `bff`: the service's origin. */
const EMBEDDINGS: Record<Embedding, (bff: string, attributes: Record<string, string>) => string> = {
  module: (bff) => moduleOf(`${bff}/widget`),
  classic: (bff) => `<script src="${bff}/widget/unit-certification.classic.js"></script>`,
  async: (bff) => `<script async src="${bff}/widget/unit-certification.classic.js"></script>`,
  proxied: () => moduleOf(`${PROXY}/widget`),
  older: () => moduleOf(OLD),
  package: (bff, attributes) => settingsOf(`${bff}/widget`, attributes),
};

const tagOf = (file: string): string =>
  file.endsWith('.css')
    ? `<link rel="stylesheet" href="/lib/${file}" />`
    : `<script src="/lib/${file}"></script>`;

const elementOf = (attributes: Record<string, string>): string =>
  `<unit-certification id="certification" ${Object.entries(attributes)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ')}></unit-certification>`;

/** The element of a main application, and one that guards its sub-applications' links. */
const elementsOf = (attributes: Record<string, string>, { apps }: Host): string =>
  elementOf(attributes) +
  (apps === 'main' || apps === 'both'
    ? `<unit-certification for=".business" token-url="${attributes['token-url']}"></unit-certification>`
    : '');

/** A sub-application's address, with NAME for its name. */
function entryOf({ host: { apps }, attributes, async }: Visited, { portal, other }: Origins): string {
  const own =
    attributes && apps !== 'main' && apps !== 'tabs'
      ? { ...attributes, 'token-url': portal + attributes['token-url'] }
      : null;
  return `${apps === 'tabs' ? portal : other}/apps/NAME.html?${encodeURIComponent(JSON.stringify({ apps, attributes: own, async }))}`;
}

/** A file of a sub-application, filled from its query. */
export async function appFile(
  name: string,
  search: string,
  bff: string,
  { portal }: Origins,
): Promise<string> {
  const { apps, attributes, async } = JSON.parse(decodeURIComponent(search.slice(1))) as {
    apps: Owner;
    attributes: Visited['attributes'] | null;
    async?: boolean;
  };
  const classic = apps === 'classic';
  if (name.endsWith('.html'))
    return (await read('apps/app.html'))
      .replace('NAME', name.replace('.html', ''))
      .replace('<!--classic-->', classic ? embeddedBy(async)(EMBEDDINGS.classic(bff, {})) : '')
      .replace('ATTRIBUTES', search.slice(1));
  if (apps === 'tabs') return recipeOf('iframe-tab.js');
  return (await read('apps/app.js'))
    .replace('RECIPE;', () =>
      classic ? CLASSIC_APP : recipeOf(apps === 'sandbox' ? 'sub-app-in-iframe-sandbox.js' : 'sub-app.js'),
    )
    .replace('ATTRIBUTES', JSON.stringify(attributes))
    .replace('SECOND', String(apps === 'both'))
    .replace('https://bff.example', bff)
    .replaceAll('https://portal.example', portal);
}

const CLASSIC_APP = `const addCertification = (place) => {
  customElements.whenDefined('unit-certification').then(() => {
    place.append(document.createElement('unit-certification'));
  });
};`;

async function scriptOf({ script, recipes, apps }: Host, attributes: Visited['attributes']): Promise<string> {
  if (!script) return '';
  const code = (await read(script))
    .replace('RECIPE;', () => (attributes && recipes ? recipes.map(recipeOf).join('') : ''))
    .replace('SANDBOX', String(apps === 'sandbox'))
    .replace('ATTRIBUTES', JSON.stringify(attributes ?? null));
  return `<script${script.endsWith('.mjs') ? ' type="module"' : ''}>${code}</script>`;
}

export async function pageOf(visited: Visited, bff: string, origins: Origins): Promise<string> {
  const { host } = visited;
  const attributes = ['import', 'classic', 'sandbox'].includes(host.apps!) ? undefined : visited.attributes;
  const {
    html = 'lang="zh-CN"',
    head = '',
    body = '',
    libraries = [],
    embeds = ['module'],
    quirks,
    charset = 'utf-8',
    nonce,
  } = host;
  const embed = embeddedBy(visited.async);
  const content = await read(`${host.content ?? 'plain'}.html`);
  const page = `${quirks ? '' : '<!doctype html>'}
<html ${html}>
  <head>
    <meta charset="${charset}" />
    <title>门户</title>
    ${head}
    ${libraries.flatMap(filesOf).map(tagOf).join('\n    ')}
    ${attributes ? embeds.map((way) => embed(EMBEDDINGS[way](bff, attributes))).join('\n    ') : ''}
  </head>
  <body ${body}>
    ${content.replace('<!--element-->', () => (attributes ? elementsOf(attributes, host) : ''))}
    <output id="outcome" hidden></output>
    ${host.listens ? '' : '<script src="/pages/outcome.js"></script>'}
    ${(await scriptOf(host, attributes)).replace('ENTRY', () => entryOf(visited, origins))}
  </body>
</html>`;
  return nonce ? page.replaceAll('<script', `<script nonce="${nonce}"`) : page;
}

/** A page that has nothing but a frame. */
export const pageAround = ({ width, height }: Frame, address: string): string => `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <title>门户</title>
    <style>iframe { display: block; border: 0 }</style>
  </head>
  <body>
    <iframe src="${address.replaceAll('&', '&amp;')}" width="${width}" height="${height}" title="业务"></iframe>
  </body>
</html>`;
