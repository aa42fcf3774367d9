/** The demo's SMS gateway, and the phone that shows its messages. */
import { describe, expect, it } from 'vitest';
import { createPhone, createSmsGateway } from '../../demo/partner/phone.ts';
import { startPortal } from './support/portal.ts';

const MESSAGE = {
  phone: '13900000014',
  template: 'registration-code',
  code: '048213',
  expiresInMinutes: 5,
};

describe('the SMS gateway', () => {
  const phone = createPhone(() => Date.UTC(2026, 10, 24, 8));
  const gateway = createSmsGateway({ token: 'secret', phone });
  const send = (body: unknown, token = 'secret') =>
    gateway.request('/', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    });

  it('answers an id, and the phone shows the text of a real message, newest first', async () => {
    const answer = await send(MESSAGE);
    expect(answer.status).toBe(200);
    const { id } = (await answer.json()) as { id: string };
    await send({ ...MESSAGE, code: '111222' });
    expect(phone.messages()).toHaveLength(2);
    expect(phone.messages()[0]!.text).toContain('111222');
    expect(phone.messages()[1]).toEqual({
      id,
      phone: '13900000014',
      text: '【云川人社】验证码048213，您正在办理单位用户注册，5分钟内有效。请勿告诉他人，工作人员不会向您索要。',
      at: '2026-11-24T08:00:00.000Z',
    });
  });

  it('refuses other secrets, templates, numbers and codes', async () => {
    const before = phone.messages().length;
    expect((await send(MESSAGE, 'guess')).status).toBe(401);
    for (const wrong of [
      { ...MESSAGE, template: 'advertisement' },
      { ...MESSAGE, phone: '02512345678' },
      { ...MESSAGE, code: 'abc' },
      { ...MESSAGE, expiresInMinutes: '5' },
      null,
    ])
      expect((await send(wrong)).status).toBe(400);
    expect(phone.messages()).toHaveLength(before);
  });

  it('keeps the most recent messages only', () => {
    const full = createPhone(() => 0);
    for (let i = 0; i < 60; i++) full.receive('13900000014', String(i));
    expect(full.messages()).toHaveLength(50);
    expect(full.messages()[0]!.text).toBe('59');
  });
});

describe('the phone page', () => {
  it('shows what has arrived, and is linked from the registration page', async () => {
    const portal = await startPortal();
    const browser = portal.browser();
    expect(await (await browser.get('/register')).text()).toContain('href="/phone"');
    const page = await (await browser.get('/phone')).text();
    expect(page).toContain('还没有短信');
    expect(page).toMatch(/<main[^]*href="\/"/);
    portal.phone.receive('13900000014', '【云川人社】验证码 048213');
    const { messages } = (await (await browser.get('/phone/messages')).json()) as { messages: unknown[] };
    expect(messages).toMatchObject([{ phone: '13900000014', text: '【云川人社】验证码 048213' }]);
  });
});
