/** The pages behind the login. */
import { randomInt } from 'node:crypto';
import { Hono } from 'hono';
import { type LoggedIn, loggedIn, type Portal } from './context.ts';
import { SERVICES, type Service } from './services.ts';
import { centrePage } from './views/centre.ts';
import { hallPage } from './views/hall.ts';
import { receiptPage, servicePage, type ServiceForm } from './views/service.ts';

const readForm = (service: Service, body: Record<string, unknown>): ServiceForm => {
  const form: ServiceForm = { values: {}, errors: {} };
  for (const { name, label, type } of service.fields) {
    const value = typeof body[name] === 'string' ? body[name].trim() : '';
    form.values[name] = value;
    if (value === '') form.errors[name] = `请填写${label}`;
    else if (type === 'number' && !/^\d{1,12}(\.\d{1,2})?$/.test(value)) form.errors[name] = '请填写数字';
    else if (type === 'month' && !/^\d{4}-(0[1-9]|1[0-2])$/.test(value))
      form.errors[name] = '请按「年-月」填写，例如 2026-07';
  }
  return form;
};

/** `20261124-048213`: the day in China Standard Time (UTC+8), then six digits. */
const receiptNumber = (now: number) => {
  const day = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
  return `${day}-${String(randomInt(1_000_000)).padStart(6, '0')}`;
};

export function pageRoutes(portal: Portal): Hono<LoggedIn> {
  const app = new Hono<LoggedIn>();
  const guard = loggedIn(portal);
  const serviceOf = (id: string) => SERVICES.find((service) => service.id === id);

  app.get('/', guard, (c) => c.html(hallPage(portal, c.get('session'))));

  app.get('/settings/certification', guard, (c) => c.html(centrePage(portal, c.get('session'))));

  app.get('/services/:id', guard, (c) => {
    const service = serviceOf(c.req.param('id'));
    if (!service) return c.notFound();
    return c.html(servicePage(portal, c.get('session'), service, { values: {}, errors: {} }));
  });

  app.post('/services/:id', guard, async (c) => {
    const service = serviceOf(c.req.param('id'));
    if (!service) return c.notFound();
    const form = readForm(service, await c.req.parseBody());
    const session = c.get('session');
    if (Object.keys(form.errors).length > 0) return c.html(servicePage(portal, session, service, form), 422);
    return c.html(receiptPage(portal, session, service, receiptNumber(portal.now())));
  });

  return app;
}
