/** The guards of routers in the guides: where 「取消」 leads. */
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { readExample } from './support/examples.ts';

interface Route {
  name?: string;
  matched: unknown[];
  meta: { business?: string };
}

const route = (name?: string, business?: string): Route => ({
  ...(name !== undefined && { name }),
  matched: name === undefined ? [] : [{}],
  meta: { ...(business !== undefined && { business }) },
});

type Guard = (to: Route, from: Route, next?: (target?: unknown) => void) => Promise<unknown>;

/** The router's way, with the example's guard. */
async function guarded(example: string, to: Route, from: Route, passes: boolean): Promise<unknown> {
  let guard: Guard | undefined;
  const requireCertified = () => Promise.resolve(passes);
  const code = readExample(example).replace(/^import .*$/m, '');
  new Function('router', 'requireCertified', 'window', code)(
    { beforeEach: (each: Guard) => (guard = each) },
    requireCertified,
    { UnitCertification: { requireCertified } },
  );
  let told: unknown;
  const answer = await guard!(to, from, (target = true) => (told = target));
  return told ?? answer;
}

const PAY = route('pay', '社保缴费');

describe.each(['vue-router-guard.js', 'vue-router-3-guard.js'])('%s', (example) => {
  it.each([
    ['the page before', route('home'), false],
    ['a page without a name', { ...route('x'), name: undefined } as unknown as Route, false],
    ['the first page', route(), '/home'],
    ['the login', route('login'), '/home'],
  ])('leads after 「取消」 from %s', async (_, from, target) => {
    expect(await guarded(example, PAY, from, false)).toBe(target);
  });

  it('lets pass the certified, and every page without a business', async () => {
    expect(await guarded(example, PAY, route('login'), true)).toBe(true);
    expect(await guarded(example, route('home'), route('login'), false)).toBe(true);
  });
});

describe('react-router-guard.jsx', () => {
  const code = transformSync(readExample('react-router-guard.jsx').replace(/^import .*$/m, ''), {
    loader: 'jsx',
    jsx: 'transform',
    format: 'cjs',
  }).code;

  /** The arguments that it passes to `navigate`. `idx`: the router's place in the history. */
  async function leaves(idx: number): Promise<unknown[]> {
    const went: unknown[] = [];
    const module = { exports: {} as { Guarded: (props: object) => unknown } };
    new Function(
      'module',
      'exports',
      'useState',
      'useEffect',
      'useNavigate',
      'requireCertified',
      'window',
      code,
    )(
      module,
      module.exports,
      () => [undefined, () => undefined],
      (effect: () => void) => effect(),
      () =>
        (...target: unknown[]) =>
          went.push(...target),
      () => Promise.resolve(false),
      { history: { state: { idx } } },
    );
    module.exports.Guarded({ business: '社保缴费' });
    await Promise.resolve();
    await Promise.resolve();
    return went;
  }

  it('leads after 「取消」 to the page before, and home where there is none', async () => {
    expect(await leaves(1)).toEqual([-1]);
    expect(await leaves(0)).toEqual(['/home', { replace: true }]);
  });
});
