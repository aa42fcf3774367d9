/** The pages behind the login. */
import { randomInt } from 'node:crypto';
import { Hono } from 'hono';
import { type LoggedIn, loggedIn, type Portal, siteOf } from './context.ts';
import { safePath } from './paths.ts';
import { ACTIONS, SERVICES, type Service } from './services.ts';
import { standingOf } from './standing.ts';
import { centerPage, noticesOf } from './views/center.ts';
import { hallPage } from './views/hall.ts';
import { receiptPage, servicePage, type ServiceForm } from './views/service.ts';
import { uncertifiedPage, unknownPage } from './views/texts.ts';

const readForm = (service: Service, body: Record<string, unknown>): ServiceForm => {
  const form: ServiceForm = {
    action: ACTIONS.find(({ value }) => value === body['action']) ?? ACTIONS[0],
    values: {},
    errors: {},
  };
  const complete = form.action.value === 'submit';
  for (const { name, label, type } of service.fields) {
    const value = typeof body[name] === 'string' ? body[name].trim() : '';
    form.values[name] = value;
    if (value === '') {
      if (complete) form.errors[name] = `请填写${label}`;
    } else if (type === 'number' && !/^\d{1,12}(\.\d{1,2})?$/.test(value)) form.errors[name] = '请填写数字';
    else if (type === 'month' && !/^\d{4}-(0[1-9]|1[0-2])$/.test(value))
      form.errors[name] = '请按“年-月”填写，例如2026-07';
  }
  return form;
};

const EMPTY: ServiceForm = { action: ACTIONS[0], values: {}, errors: {} };

/** `20261124-048213`: the day in China Standard Time (UTC+8), then six digits. */
const receiptNumber = (now: number) => {
  const day = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
  return `${day}-${String(randomInt(1_000_000)).padStart(6, '0')}`;
};

export function pageRoutes(portal: Portal): Hono<LoggedIn> {
  const app = new Hono<LoggedIn>();
  const guard = loggedIn(portal);
  const serviceOf = (id: string) => SERVICES.find((service) => service.id === id);
  const standing = (session: LoggedIn['Variables']['session']) =>
    standingOf(portal, session.account.unit.code);

  app.get('/', guard, async (c) => {
    const session = c.get('session');
    const { notice } = session;
    session.notice = undefined;
    return c.html(hallPage(siteOf(portal, c), session, { standing: await standing(session), notice }));
  });

  app.get('/settings/certification', guard, async (c) => {
    const session = c.get('session');
    const events = portal.webhooks.eventsOf(session.account.unit.code);
    const path = safePath(c.req.query('continue'));
    const service = SERVICES.find(({ id }) => path === `/services/${id}`);
    const resume = path ? { path, name: service?.name ?? '' } : undefined;
    return c.html(
      centerPage(siteOf(portal, c), session, { standing: await standing(session), events, resume }),
    );
  });

  app.get('/settings/certification/notices', guard, (c) =>
    c.json({ notices: noticesOf(portal.webhooks.eventsOf(c.get('session').account.unit.code)) }),
  );

  app.get('/services/:id', guard, async (c) => {
    const service = serviceOf(c.req.param('id'));
    if (!service) return c.notFound();
    const session = c.get('session');
    return c.html(servicePage(siteOf(portal, c), session, service, EMPTY, await standing(session)));
  });

  // The gate in the page is a convenience; this is the rule: nothing is taken from an uncertified unit.
  app.post('/services/:id', guard, async (c) => {
    const service = serviceOf(c.req.param('id'));
    if (!service) return c.notFound();
    const session = c.get('session');
    const known = await standing(session);
    if (!known.fresh)
      return c.html(unknownPage(siteOf(portal, c), session, service), 503, { 'Retry-After': '30' });
    if (known.status !== 'certified')
      return c.html(uncertifiedPage(siteOf(portal, c), session, service, known), 403);
    const form = readForm(service, await c.req.parseBody());
    if (Object.keys(form.errors).length > 0)
      return c.html(servicePage(siteOf(portal, c), session, service, form, known), 422);
    return c.html(
      receiptPage(siteOf(portal, c), session, service, { form, receipt: receiptNumber(portal.now()) }, known),
    );
  });

  return app;
}
