/**
 * The own page to which a login, or a form that is refused, leads back. Its address is made anew from the route and the values that were
 * checked, so it leads nowhere else, and holds nothing that was typed by mistake.
 */
import { checkReference } from '../contract/reference.ts';
import type { Access } from './access.ts';
import { unitCodeIn } from './fields.ts';
import type { DeskRoute } from './route.ts';
import { UNIT_SEARCH } from './unit-parts.ts';

export interface OwnPage {
  /** Path and query. */
  address: string;
  access: Access;
  /** The address was that of a form of the page. */
  isForm?: true;
}

/** `address`: a path, maybe with a query. Undefined: the desk has no such page. */
export type FindPage = (address: string) => OwnPage | undefined;

const VALUES: Record<string, (given: string) => string | undefined> = {
  ':reference': checkReference,
  ':code': unitCodeIn,
};

/** The path of the route with the checked values of `pathname`; undefined when it is another one. */
function pathIn(route: string, pathname: string): string | undefined {
  const names = route.split('/');
  const given = pathname.split('/');
  if (names.length !== given.length) return undefined;
  const parts = names.map((name, at) =>
    Object.hasOwn(VALUES, name) ? VALUES[name]!(given[at]!) : name === given[at] ? name : undefined,
  );
  return parts.includes(undefined) ? undefined : parts.join('/');
}

/** The search is the only query that is kept: it names what the page shows. */
function queryIn(path: string, query: URLSearchParams): string {
  const { name } = UNIT_SEARCH;
  const given = path === UNIT_SEARCH.path ? (query.get(name) ?? '') : '';
  const value = checkReference(given) ?? unitCodeIn(given);
  return value === undefined ? '' : `?${name}=${value}`;
}

/** Any base: the address has none. */
const BASE = 'http://desk';

export function createPageFinder(routes: readonly DeskRoute[]): FindPage {
  const pages = routes.filter(({ method, isFile }) => method === 'get' && !isFile);
  return (address) => {
    if (!URL.canParse(address, BASE)) return undefined;
    const { origin, pathname, searchParams } = new URL(address, BASE);
    if (origin !== BASE || !address.startsWith('/')) return undefined;
    for (const { path: route, access } of pages) {
      const path = pathIn(route, pathname);
      if (path !== undefined) return { address: path + queryIn(path, searchParams), access };
    }
    return undefined;
  };
}

/** The page at the address of a request; at that of a form the nearest one above it. */
export function pageAt(find: FindPage, { pathname, search }: URL): OwnPage | undefined {
  const page = find(pathname + search);
  if (page) return page;
  for (let end = pathname.lastIndexOf('/'); end > 0; end = pathname.lastIndexOf('/', end - 1)) {
    const above = find(pathname.slice(0, end) + search);
    if (above) return { ...above, isForm: true };
  }
  return undefined;
}

/** The page that had the link, as the browser names it. `origin`: the desk's own; no other site chooses a page. */
export function pageBefore(find: FindPage, origin: string, referrer = ''): OwnPage | undefined {
  const address = URL.canParse(referrer) ? new URL(referrer) : undefined;
  return address?.origin === origin ? pageAt(find, address) : undefined;
}
