/** `/qa` of the portal: for testers, an address for each state and error. They come from the real service. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { assets } from '../portal/assets.ts';
import { createPortalClient, type PortalClient, type SigningKey } from '../../bff/portal-client/index.ts';
import { readChoices, scenarioOf } from './choices.ts';
import { followRegistry, prepare, type Service } from './prepare.ts';
import { playgroundPage } from './playground.ts';
import { createProxy } from './proxy.ts';
import { changeUnit, fillOf, createRuns, type Run } from './runs.ts';
import { SCENARIOS } from './scenarios.ts';
import * as views from './views.ts';

export interface QaOptions extends Service {
  /** Where browsers find the other department's site. */
  departmentUrl: string;
  /** The portal's site id, and what it signs its tokens with. */
  site: string;
  key: SigningKey;
  /** How long submissions have no connection, in the scenario `offline`. */
  cutSeconds: number;
}

/** Longer than the widget waits. */
const NO_TOKEN_MS = 60_000;

/** A unit that is certified with the right data. */
const PLAYGROUND = scenarioOf('uncertified')!;

/** The service tolerates a clock that is a minute wrong. A token signed this long ago is accepted for three more seconds. */
const NEARLY_EXPIRED_MS = 300_000 + 57_000;

export function createQa(options: QaOptions): Hono {
  const { url, departmentUrl, bffUrl, now, cutSeconds } = options;
  const runs = createRuns();
  const proxy = createProxy({ service: options, cutSeconds });
  const issuers = issuersOf(options);
  const frame: views.Frame = { url, departmentUrl, bffUrl };

  const app = new Hono<{ Bindings: HttpBindings }>();
  const chosenIn = (c: Context, run: Run) => readChoices((name) => c.req.query(name), run.scenario);

  app.get('/qa', (c) =>
    c.html(
      views.listPage(
        frame,
        readChoices((name) => c.req.query(name), SCENARIOS[0]!),
      ),
    ),
  );

  app.route('/qa/assets', assets(new URL('./public/', import.meta.url)));

  app.get('/qa/run', async (c) => {
    const scenario = scenarioOf(c.req.query('scenario'));
    if (!scenario) return c.redirect('/qa', 303);
    const run = runs.open(scenario);
    await prepare(options, run);
    return c.html(views.runPage(run, fillOf(run), chosenIn(c, run)));
  });

  app.get('/qa/playground', async (c) => {
    const run = runs.open(scenarioOf(c.req.query('scenario')) ?? PLAYGROUND);
    await prepare(options, run);
    return c.html(playgroundPage(frame, run, chosenIn(c, run).view));
  });

  app.get('/qa/stage/:run', (c) => {
    const run = runs.find(c.req.param('run'));
    return run ? c.html(views.stagePage(frame, { run, chosen: chosenIn(c, run) })) : c.redirect('/qa', 303);
  });

  app.post('/qa/stage/:run', async (c) => {
    const run = runs.find(c.req.param('run'));
    if (!run) return c.notFound();
    const received: Record<string, string> = {};
    for (const [name, value] of Object.entries(await c.req.parseBody()))
      if (typeof value === 'string') received[name] = value.slice(0, 100);
    return c.html(views.stagePage(frame, { run, chosen: chosenIn(c, run), received }));
  });

  app.post('/qa/act/:run/:act', async (c) => {
    const run = runs.find(c.req.param('run'));
    if (!run) return c.notFound();
    if (c.req.param('act') === 'log-in-again') run.loggedInAgain = true;
    if (c.req.param('act') === 'sign-out') run.signedOut = true;
    if (c.req.param('act') === 'registry-follows') await followRegistry(options, run);
    if (c.req.param('act') === 'another-unit') changeUnit(run);
    return c.json(fillOf(run));
  });

  app.get('/qa/token/:run', async (c) => {
    const run = runs.find(c.req.param('run'));
    if (run?.scenario.trouble === 'no-token') await sleep(NO_TOKEN_MS);
    const token =
      run &&
      (c.req.query('purpose') === 'registration'
        ? await issuers.portal.registrationToken(run.id)
        : await tokenFor(run, issuers, new Date(now())));
    return token ? c.json({ token }) : c.json({ error: 'login-required' }, 401);
  });

  app.get('/qa/sent/:run', (c) => c.json(runs.find(c.req.param('run'))?.sent ?? []));

  app.all('/qa/bff/:run/*', (c) => {
    const run = runs.find(c.req.param('run'));
    if (!run) return c.notFound();
    return proxy(c, run, c.req.path.slice(`/qa/bff/${run.id}`.length));
  });
  return app as unknown as Hono;
}

/** The portal; the portal with a clock that is slow; and a site that the service does not know. */
type Issuers = Record<'portal' | 'late' | 'stranger', Pick<PortalClient, 'token' | 'registrationToken'>>;

const issuersOf = ({ bffUrl: bff, portal, site, key, now }: QaOptions): Issuers => ({
  portal,
  late: createPortalClient({ bff, site, key, now: () => now() - NEARLY_EXPIRED_MS }),
  stranger: createPortalClient({
    bff,
    site: 'not-a-site',
    key: { secret: randomBytes(32).toString('hex') },
    now,
  }),
});

/** Undefined when the user is logged out. In `session-ends` there is one token, nearly expired, and then none until the user logs in again. */
async function tokenFor(run: Run, { portal, late, stranger }: Issuers, authenticatedAt: Date) {
  const isFirst = run.tokens++ === 0;
  const { trouble } = run.scenario;
  const user = { ...run.user, authenticatedAt };
  if (trouble === 'no-session' || run.signedOut) return undefined;
  if (trouble === 'wrong-token') return stranger.token(user);
  if (trouble !== 'session-ends' || run.loggedInAgain) return portal.token(user);
  return isFirst ? late.token(user) : undefined;
}
