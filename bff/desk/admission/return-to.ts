/**
 * The own page to which a login, or a form that is refused, leads back. Its address is made anew
 * from the route and the values that were checked, so it leads nowhere else, and holds nothing that
 * was typed by mistake.
 */
import { checkReference } from '../../contract/reference.ts';
import type { Access } from '../people/access.ts';
import { numberIn, unitCodeIn } from '../words/typed.ts';
import type { DeskRoute } from '../page/route.ts';

export interface OwnPage {
  /** Path and query. */
  address: string;
  access: Access;
  /** The address was that of a form of the page. */
  isForm?: true;
}

/**
 * The page at an address, which is a path and maybe a query; at that of a form the nearest one
 * above it. Undefined: the desk has none.
 */
export type FindPage = (address: string) => OwnPage | undefined;

const VALUES: Record<string, (given: string) => string | undefined> = {
  ':reference': checkReference,
  ':code': unitCodeIn,
};

/**
 * The path of the route with the checked values of `pathname`; undefined when it is another one.
 */
function pathIn(route: string, pathname: string): string | undefined {
  const names = route.split('/');
  const given = pathname.split('/');
  if (names.length !== given.length) return undefined;
  const parts = names.map((name, at) =>
    Object.hasOwn(VALUES, name) ? VALUES[name]!(given[at]!) : name === given[at] ? name : undefined,
  );
  return parts.includes(undefined) ? undefined : parts.join('/');
}

/** Nothing else of the query is kept. */
function queryIn({ parameter }: DeskRoute, query: URLSearchParams): string {
  const value = parameter === undefined ? undefined : numberIn(query.get(parameter) ?? '');
  return value === undefined ? '' : `?${parameter}=${value}`;
}

/** Any base: the address has none. */
const BASE = 'http://desk';

export function createPageFinder(routes: readonly DeskRoute[]): FindPage {
  const pages = routes.filter(({ method, isFile }) => method === 'get' && !isFile);
  const pageOf = (form: string) =>
    pages
      .filter(({ path }) => form.startsWith(`${path}/`))
      .toSorted((one, other) => other.path.length - one.path.length)[0];
  const places = routes.flatMap((route) => {
    const page = pages.includes(route) ? route : pageOf(route.path);
    return page ? [{ route, page }] : [];
  });
  return (address) => {
    if (!URL.canParse(address, BASE)) return undefined;
    const { origin, pathname, searchParams } = new URL(address, BASE);
    if (origin !== BASE || !address.startsWith('/')) return undefined;
    for (const { route, page } of places) {
      const parts = pathIn(route.path, pathname)?.split('/').slice(0, page.path.split('/').length);
      if (parts)
        return {
          address: parts.join('/') + queryIn(page, searchParams),
          access: page.access,
          ...(page !== route && { isForm: true }),
        };
    }
    return undefined;
  };
}

/**
 * The page that had the link, as the browser names it. `origin`: the desk's own; no other site
 * chooses a page.
 */
export function pageBefore(find: FindPage, origin: string, referrer = ''): OwnPage | undefined {
  const address = URL.canParse(referrer) ? new URL(referrer) : undefined;
  return address?.origin === origin ? find(address.pathname + address.search) : undefined;
}
