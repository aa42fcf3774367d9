/**
 * A scripted BFF and portal on the test server's socket. A test posts the answers to `POST /scripted/<id>`
 * (see `scripted.ts`), uses `/scripted/<id>` as the widget's BFF, and reads the requests from
 * `GET /scripted/<id>/log`. Every list of answers is used in order; its last one repeats.
 */
import { withoutWay } from '../../../bff/certifications/next.ts';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The longest delay of an answer, in milliseconds. */
const LONGEST = 20_000;

const scripts = new Map();

const readBody = async (request) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

const ROUTES = {
  'GET /v1/certification': 'status',
  'POST /v1/certification': 'submit',
  'GET /v1/registrations/challenge': 'challenge',
  'POST /v1/registrations/phone-codes': 'codes',
  'POST /v1/registrations/phone-proofs': 'proofs',
  'POST /v1/registrations': 'register',
  'GET /token': 'token',
};

/** Submissions by their intent. */
const INTENTS = { recheck: 'recheck', counter: 'openCase', withdraw: 'agentWithdraws' };

function nameOf(method, path, body) {
  if (method === 'DELETE' && path.startsWith('/v1/certification/kept/')) return 'withdrawKept';
  const name = ROUTES[`${method} ${path}`];
  return name === 'submit' ? (INTENTS[JSON.parse(body).intent] ?? name) : name;
}

/** The answer carries the status that the next request would get, where the script has several, else the unit's after the answer. */
function withStatus(script, { after, without, ...step }) {
  if (!after?.next) return step;
  const { status } = script.steps;
  const now = status[0].body?.kinds ? status[0].body : undefined;
  const { code } = step.body;
  if (now && script.isList && status.length > 1) status.shift();
  else if (now && !script.isList && !code) script.steps.status = [{ body: after }];
  const isOfNow =
    script.isList || ['way-closed', 'claim-differs', 'agent-differs', 'too-many-attempts'].includes(code);
  const told = (isOfNow && !after.isGiven && now) || after;
  const until = Date.now() + 1_000 * Number(step.headers?.['Retry-After'] ?? 60);
  const certification = without ? { ...told, next: withoutWay(told.next, without, until) } : told;
  return { ...step, body: { ...step.body, [code ? 'certification' : 'status']: certification } };
}

async function answer(ctx, step) {
  if (step.delay) await delay(Math.min(step.delay, LONGEST));
  if (step.cut) {
    // Cut after the headers: a browser retries by itself when a keep-alive connection is cut before them.
    ctx.respond = false;
    ctx.res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 1000 });
    ctx.res.write('{', () => ctx.req.socket.destroy());
    return;
  }
  ctx.status = step.status ?? 200;
  ctx.set({ 'Cache-Control': 'no-store', ...step.headers });
  ctx.body = typeof step.body === 'string' ? step.body : JSON.stringify(step.body ?? {});
  ctx.type = step.type ?? 'application/json';
}

async function scripted(ctx, next) {
  const match = /^\/scripted\/([\w-]+)(\/.*)?$/.exec(ctx.path);
  if (!match) return next();
  const [, id, path = ''] = match;
  const body = await readBody(ctx.req);
  if (path === '' && ctx.method === 'POST') {
    const script = scripts.get(id) ?? { log: [], steps: {} };
    const change = JSON.parse(body);
    Object.assign(script.steps, change);
    // A status that is scripted later, by itself, is that of now.
    const isLater = script.log.some(({ name }) => name === 'status') && Object.keys(change).length === 1;
    if (change.status) script.isList = change.status.length > 1 || isLater;
    scripts.set(id, script);
    ctx.body = '{}';
    return;
  }
  const script = scripts.get(id);
  if (path === '/log') {
    ctx.body = script?.log ?? [];
    return;
  }
  const name = nameOf(ctx.method, path, body);
  const steps = script?.steps[name];
  if (!steps) {
    ctx.status = 404;
    return;
  }
  script.log.push({ name, headers: ctx.headers, body });
  await answer(ctx, withStatus(script, steps.length > 1 ? steps.shift() : steps[0]));
}

/** A page with the strictest policy, and the built widget. */
async function strictPage(ctx, next) {
  if (ctx.path !== '/strict') return next();
  ctx.set({
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; " +
      "require-trusted-types-for 'script'; trusted-types lit-html",
  });
  ctx.type = 'html';
  const page = await readFile(new URL(`${ctx.query.page}.html`, import.meta.url), 'utf8');
  ctx.body = page.replace(/\{(script|integrity)\}/g, (_, name) => ctx.query[name]);
}

/** The page's script is a file, because the policy allows no inline script. */
async function strictPageScript(ctx, next) {
  if (ctx.path !== '/strict-page.js') return next();
  ctx.type = 'text/javascript';
  ctx.body = await readFile(new URL('./strict-page.js', import.meta.url));
}

/**
 * The built files unchanged, as the BFF serves them; the test server would edit scripts. Also below a version's folder, and below the
 * scripted BFF's path, as behind a portal's proxy.
 */
const BUILT = /^\/(?:built|scripted\/[\w-]+)\/widget\/(?:\d+\.\d+\.\d+\/)?((?:chunks(?:-\d+)?\/)?[\w.-]+)$/;
async function builtFiles(ctx, next) {
  const [, path] = BUILT.exec(ctx.path) ?? [];
  if (!path) return next();
  const name = path.replace(/^chunks-\d+/, 'chunks');
  ctx.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
  ctx.body = await readFile(new URL(`../../../dist/widget/${name}`, import.meta.url));
  ctx.type = name.endsWith('.js') ? 'text/javascript' : 'application/json';
}

/** The built files without the parts that the path names: `/missing/form,center/widget/…`, until a test asks for `/missing/form,center/back`. */
const MISSING = /^\/missing\/([\w,-]+)(\/widget\/(?:chunks(?:-\d+)?\/([\w-]+?)-[\w-]{6}\.js)?.*|\/back)$/;
const back = new Set();
async function missingParts(ctx, next) {
  const [, missing, path, part] = MISSING.exec(ctx.path) ?? [];
  if (!path) return next();
  if (path === '/back') {
    back.add(missing);
    ctx.body = '';
    return;
  }
  const isMissing = missing.split(',').some((name) => `${part}-`.startsWith(`${name}-`));
  if (isMissing && !back.has(missing)) return void (ctx.status = 404);
  ctx.path = `/built${path}`;
  return builtFiles(ctx, next);
}

/**
 * A server that a test upgrades: `/upgraded/ID/widget/…` has the built files, also below a version's folder, until a test asks for `/upgraded/ID/now`. Then
 * it has other chunks (those below `chunks-1/`, `chunks-2/` and so on), another version in the manifest, and none of the pinned files.
 */
const UPGRADED = /^\/upgraded\/([\w-]+)\/(?:(now)|widget\/(\d+\.\d+\.\d+\/)?(.+))$/;
const upgrades = new Set();
async function upgradedFiles(ctx, next) {
  const [, id, now, pinned, name] = UPGRADED.exec(ctx.path) ?? [];
  if (now) return void (upgrades.add(id), (ctx.body = ''));
  if (!id) return next();
  const isUpgraded = upgrades.has(id);
  if (isUpgraded && (pinned || name.startsWith('chunks/'))) return void (ctx.status = 404);
  ctx.path = `/built/widget/${name}`;
  await builtFiles(ctx, next);
  if (isUpgraded && name === 'manifest.json') ctx.body = { ...JSON.parse(ctx.body), version: '99.0.0' };
}

/** `unit-certification/load`, as a portal bundles it. */
async function loader(ctx, next) {
  if (ctx.path !== '/load.js') return next();
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../../widget/load.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
  });
  ctx.type = 'text/javascript';
  ctx.body = outputFiles[0].text;
}

/**
 * A service that does not answer as it should: `/outage/refused/widget/…` cuts the connection, `late` has its scripts after three seconds, `hanging` cuts it
 * after twenty, `classic` answers only for classic scripts. `/outage/again-ID/widget/…`: the
 * first request for each script is cut.
 */
const OUTAGE = /^\/outage\/(refused|late|hanging|classic|again-[\w-]+)(\/widget\/.+)$/;
const asked = new Set();
async function outage(ctx, next) {
  const [, how, path] = OUTAGE.exec(ctx.path) ?? [];
  if (!how) return next();
  if (how === 'late' && !path.includes('/chunks')) await delay(3_000);
  if (how === 'hanging') await delay(LONGEST);
  const comes = how === 'late' || asked.has(ctx.path) || (how === 'classic' && path.endsWith('.classic.js'));
  if (comes) {
    ctx.path = `/built${path}`;
    return builtFiles(ctx, next);
  }
  if (how.startsWith('again')) asked.add(ctx.path);
  ctx.respond = false;
  ctx.req.socket.destroy();
}

export default [
  loader,
  outage,
  missingParts,
  upgradedFiles,
  builtFiles,
  scripted,
  strictPage,
  strictPageScript,
];
