/**
 * A business registry's interface, as the certification service asks it (contract, section 4). It plays
 * a busy one: for some seconds after a unit is first asked for it answers 503, then truthfully. The unit
 * of the account 「正在核验」 is known here only.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';

const UNITS = [
  {
    code: '91320199MA1DEM0745',
    name: '云川市白鹭环保科技有限公司',
    legalRepresentatives: [{ name: '顾望舒', idNumber: '320199198808170415' }],
    foundedOn: '2019-05-06',
    status: '存续',
  },
];

export interface RegistryOptions {
  /** The bearer secret of the service. */
  token: string;
  busySeconds: number;
  /** The clock, in milliseconds. */
  now: () => number;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

export function createRegistryPartner({ token, busySeconds, now }: RegistryOptions): Hono {
  const app = new Hono();
  const firstAsked = new Map<string, number>();
  const authorised = (header: string | undefined) =>
    header !== undefined && timingSafeEqual(digest(header), digest(`Bearer ${token}`));

  app.use(bodyLimit({ maxSize: 4 * 1024 }));
  app.post('/', async (c) => {
    if (!authorised(c.req.header('Authorization'))) return c.json({ error: 'unauthorised' }, 401);
    const body = await c.req.json<{ code?: unknown } | null>().catch(() => undefined);
    const code = body?.code;
    if (typeof code !== 'string') return c.json({ error: 'code is missing' }, 400);
    const unit = UNITS.find((each) => each.code === code || each.code.slice(8, 17) === code);
    if (!unit) return c.json({ found: false });
    const since = firstAsked.get(unit.code) ?? now();
    firstAsked.set(unit.code, since);
    if (now() - since < busySeconds * 1000) return c.json({ error: 'busy' }, 503);
    return c.json({ found: true, unit });
  });
  return app;
}
