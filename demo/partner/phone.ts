/**
 * An SMS gateway, as the certification service speaks to one (contract, section 4), and the phone that all its
 * messages go to: the demo sends nothing to a real phone.
 */
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';

export interface Message {
  id: string;
  /** The number it was sent to. */
  phone: string;
  text: string;
  /** RFC 3339. */
  at: string;
}

export interface Phone {
  /** Newest first. */
  messages(): readonly Message[];
  receive(phone: string, text: string): Message;
}

/** Older messages are dropped. */
const MOST_MESSAGES = 50;

/** `now`: the clock, in milliseconds. */
export function createPhone(now: () => number): Phone {
  let kept: readonly Message[] = [];
  return {
    messages: () => kept,
    receive(phone, text) {
      const message = { id: randomUUID(), phone, text, at: new Date(now()).toISOString() };
      kept = [message, ...kept].slice(0, MOST_MESSAGES);
      return message;
    },
  };
}

const TEMPLATES: Record<string, (code: string, minutes: number) => string> = {
  'registration-code': (code, minutes) =>
    `【云川人社】验证码${code}，您正在办理单位用户注册，${minutes}分钟内有效。请勿告诉他人，工作人员不会向您索要。`,
};

const digest = (text: string) => createHash('sha256').update(text).digest();

/** `token`: the bearer secret of the service. */
export function createSmsGateway({ token, phone }: { token: string; phone: Phone }): Hono {
  const app = new Hono();
  app.use(bodyLimit({ maxSize: 4 * 1024 }));
  app.post('/', async (c) => {
    const given = digest(c.req.header('Authorization') ?? '');
    if (!timingSafeEqual(given, digest(`Bearer ${token}`))) return c.json({ error: 'unauthorized' }, 401);
    const body = (await c.req.json().catch(() => null)) as Record<string, unknown> | null;
    const { phone: to, template, code, expiresInMinutes } = body ?? {};
    const words = typeof template === 'string' ? TEMPLATES[template] : undefined;
    if (!words) return c.json({ error: 'template is unknown' }, 400);
    if (typeof to !== 'string' || !/^1[3-9]\d{9}$/.test(to)) return c.json({ error: 'phone is wrong' }, 400);
    if (typeof code !== 'string' || !/^\d{4,8}$/.test(code)) return c.json({ error: 'code is wrong' }, 400);
    if (typeof expiresInMinutes !== 'number') return c.json({ error: 'expiresInMinutes is missing' }, 400);
    return c.json({ id: phone.receive(to, words(code, expiresInMinutes)).id });
  });
  return app;
}
