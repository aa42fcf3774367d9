/** `/qa` of the portal: every state and error for testers, by one address each, from the real service. */
import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { loadAssets } from '../shared/assets.ts';
import { createTokenIssuer, type TokenIssuer } from '../shared/site-tokens.ts';
import { readChoices, scenarioOf } from './choices.ts';
import { prepare, type Service } from './prepare.ts';
import { createProxy } from './proxy.ts';
import { claimOf, createRuns, type Run } from './runs.ts';
import { SCENARIOS } from './scenarios.ts';
import * as views from './views.ts';

export interface QaOptions extends Service {
  /** How long a cut line stays cut. */
  cutSeconds: number;
}

const own = (name: string) => new URL(`./public/${name}`, import.meta.url);
const FILES = ['qa.css', 'qa-run.js', 'qa-stage.css', 'qa-stage.js'];

/** The service allows for a clock that is a minute wrong: a token that expired this long ago has some seconds left. */
const NEARLY_EXPIRED_MS = 300_000 + 57_000;

export async function createQa(options: QaOptions): Promise<Hono> {
  const { url, bffUrl, tokens, now, cutSeconds } = options;
  const assets = await loadAssets(Object.fromEntries(FILES.map((name) => [name, own(name)])), '/qa/assets/');
  const runs = createRuns();
  const proxy = createProxy({ service: options, cutSeconds });
  const stranger = createTokenIssuer({
    siteId: 'not-a-site',
    key: { alg: 'HS256', secret: crypto.getRandomValues(new Uint8Array(32)) },
  });
  const frame: views.Frame = { assets, url, bffUrl };

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

  app.get('/qa/assets/:name', (c) => {
    const asset = assets.find(c.req.param('name'));
    return asset ? c.body(asset.body, 200, { 'Content-Type': asset.type }) : c.notFound();
  });

  app.get('/qa/run', async (c) => {
    const scenario = scenarioOf(c.req.query('scenario'));
    if (!scenario) return c.redirect('/qa', 303);
    const run = runs.open(scenario);
    await prepare(options, run);
    return c.html(views.runPage(frame, run, claimOf(run), chosenIn(c, run)));
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

  app.get('/qa/token/:run', async (c) => {
    const run = runs.find(c.req.param('run'));
    const token = run && (await tokenFor(run, tokens, stranger, now()));
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

/** Undefined: the session is dead. One that ends comes back at the third question, as after a new login. */
async function tokenFor(run: Run, tokens: TokenIssuer, stranger: TokenIssuer, now: number) {
  const asked = ++run.tokens;
  const { trouble } = run.scenario;
  if (trouble === 'no-session') return undefined;
  if (trouble === 'wrong-token') return stranger.issue(run.user, now, now);
  if (trouble !== 'session-ends' || asked > 2) return tokens.issue(run.user, now, now);
  return asked === 1 ? tokens.issue(run.user, now, now - NEARLY_EXPIRED_MS) : undefined;
}
