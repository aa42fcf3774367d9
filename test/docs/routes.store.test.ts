/** Routes that documents name are those of `/openapi.json`. */
import { expect } from 'vitest';
import { bffTest } from '../support/bff-test.ts';
import { DOCUMENTS, readDocument } from './support/pages.ts';

const it = bffTest();

/** `GET /v1/units/91…/certification`, in code or as the first line of a request. */
const NAMED = /(?:^|`)(GET|POST|PUT|PATCH|DELETE) (\/[^\s`?]*)/gm;

it('documents name routes that the service has', async ({ bff }) => {
  const { paths } = (await (await fetch(`${bff.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      method: method.toUpperCase(),
      path: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
    })),
  );
  const named = DOCUMENTS.flatMap((page) =>
    [...readDocument(page).matchAll(NAMED)].map(([, method, path]) => ({
      page,
      method: method!,
      path: path!,
    })),
  );
  // The portal's own, in the chapter on webhooks.
  const ofService = named.filter(({ path }) => path !== '/webhooks/certification');
  expect(ofService.length).toBeGreaterThan(10);
  const missing = ofService.filter(
    ({ method, path }) => !routes.some((route) => route.method === method && route.path.test(path)),
  );
  expect(missing).toEqual([]);
});
