/**
 * A business registry's interface, as the certification service asks it (contract, section 4). It plays
 * a busy one: for some seconds after the first request for a unit it answers 503, then with the record. Only this
 * registry knows the unit of the account 「正在核验」, the classes of units that no file has, and the testers' units,
 * whose codes say how it answers.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { scriptOf, unitOf } from './scripted-units.ts';

const UNITS = [
  {
    code: '91320199MA1DEM0745',
    name: '云川市白鹭环保科技有限公司',
    legalRepresentatives: [{ name: '顾望舒', idNumber: '320199198808170415' }],
    foundedOn: '2019-05-06',
    status: '存续',
    isBusy: true,
  },
  {
    code: '31320199MD1DEM1040',
    name: '江苏同舟（云川）律师事务所',
    legalRepresentatives: [
      { name: '何为先', idNumber: '320199198105251331' },
      { name: '唐一诺', idNumber: '320199199009080223' },
    ],
    foundedOn: '2009-07-30',
    status: '正常',
    isBusy: false,
  },
  {
    code: 'N2320199MF1DEM11XU',
    name: '云川市杏花村股份经济合作社',
    legalRepresentatives: [{ name: '杨春生', idNumber: '320199196907112174' }],
    foundedOn: '2018-12-20',
    status: '存续',
    isBusy: false,
  },
];

export interface RegistryOptions {
  /** The bearer secret of the service. */
  token: string;
  busySeconds: number;
  /** The clock, in milliseconds. */
  now: () => number;
}

/** Shorter than the five seconds that the service waits. */
const SLOW_MS = 3_600;

const digest = (text: string) => createHash('sha256').update(text).digest();

const testersUnit = (code: string) => {
  const { representative, ...unit } = unitOf(code).record;
  return { ...unit, legalRepresentatives: [representative] };
};

export function createRegistryPartner({ token, busySeconds, now }: RegistryOptions): Hono {
  const app = new Hono();
  const firstAsked = new Map<string, number>();
  const authorized = (header: string | undefined) =>
    header !== undefined && timingSafeEqual(digest(header), digest(`Bearer ${token}`));

  /** Whether fewer than `seconds` have passed since the first request for the unit. */
  const stillWithin = (code: string, seconds: number) => {
    const since = firstAsked.get(code) ?? now();
    firstAsked.set(code, since);
    return now() - since < seconds * 1000;
  };

  const scripted = async (c: Context, code: string) => {
    const truth = { found: true, unit: testersUnit(code) };
    switch (scriptOf(code)) {
      case 'unknown':
        return c.json({ found: false });
      case 'slow':
        await sleep(SLOW_MS);
        return c.json(truth);
      case 'busy':
        return stillWithin(code, busySeconds) ? c.json({ error: 'busy' }, 503) : c.json(truth);
      case 'outage':
        return stillWithin(code, busySeconds * 5) ? c.json({ error: 'down' }, 503) : c.json(truth);
      case 'garbage':
        return stillWithin(code, busySeconds) ? c.html('<h1>Maintenance</h1>') : c.json(truth);
      case 'verdict':
        return c.json(stillWithin(code, busySeconds) ? { found: true, matches: true, active: true } : truth);
      default:
        return c.json(truth);
    }
  };

  app.use(bodyLimit({ maxSize: 4 * 1024 }));
  app.post('/', async (c) => {
    if (!authorized(c.req.header('Authorization'))) return c.json({ error: 'unauthorized' }, 401);
    const body = await c.req.json<{ code?: unknown } | null>().catch(() => undefined);
    const code = body?.code;
    if (typeof code !== 'string') return c.json({ error: 'code is missing' }, 400);
    if (scriptOf(code)) return scripted(c, code);
    const unit = UNITS.find((each) => each.code === code || each.code.slice(8, 17) === code);
    if (!unit) return c.json({ found: false });
    const { isBusy, ...record } = unit;
    if (isBusy && stillWithin(unit.code, busySeconds)) return c.json({ error: 'busy' }, 503);
    return c.json({ found: true, unit: record });
  });
  return app;
}
