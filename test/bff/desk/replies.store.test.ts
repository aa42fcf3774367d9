/** A form that is not taken leads to a page, which tells why and shows what was typed: nothing of it stands in an address or is stored. */
import { describe, expect } from 'vitest';
import { dump } from '../../support/dump.ts';
import { ZHANG } from '../../support/people.ts';
import { newUnit } from '../../support/store.ts';
import { opened } from '../cases/support.ts';
import { deskTest as it, loggedIn, type Browser, type TestDesk } from './support.ts';

const NOTE = `执照上是${ZHANG.idNumber}`;
const REFUSED = { decision: 'refused', reason: 'papers-differ', note: NOTE };

const replyIn = (browser: Browser, { url }: TestDesk) => browser.cookies.get(url)?.get('desk-reply');

describe('a form that is not taken', () => {
  it('leads to its page, to which Back leads again', async ({ desk, deps, unit }) => {
    const reference = await opened(deps, unit);
    const officer = await loggedIn(desk, 'officer-1');
    const refused = await officer.post(`/cases/${reference}/propose`, REFUSED);
    expect(refused.status).toBe(422);
    expect(refused.url).toBe(`${desk.url}/cases/${reference}?again=yes`);
    expect(refused.text).toContain(NOTE);
    await officer.get('/cases');
    const back = await officer.get(refused.url);
    expect(back.text).toContain(NOTE);
    expect(back.text).toContain('说明里有证件号，请去掉。');
    expect((await officer.get(`/cases/${reference}`)).text).not.toContain(NOTE);
  });

  it('leaves in no address, table or readable cookie what was typed', async ({ desk, deps, unit }) => {
    const reference = await opened(deps, unit);
    const officer = await loggedIn(desk, 'officer-1');
    const { url, headers } = await officer.post(`/cases/${reference}/propose`, REFUSED);
    expect(url).not.toContain(ZHANG.idNumber);
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(await dump(deps.database)).not.toContain(ZHANG.idNumber);
    const kept = replyIn(officer, desk)!;
    expect(kept).not.toContain(ZHANG.idNumber);
    expect(Buffer.from(kept, 'base64url').toString('latin1')).not.toContain(ZHANG.idNumber);
  });

  it('is shown to this session alone, and on its page alone', async ({ desk, deps, unit }) => {
    const reference = await opened(deps, unit);
    const officer = await loggedIn(desk, 'officer-1');
    const { url } = await officer.post(`/cases/${reference}/propose`, REFUSED);
    const other = await loggedIn(desk, 'officer-1');
    other.cookies.get(desk.url)!.set('desk-reply', replyIn(officer, desk)!);
    expect((await other.get(url)).text).not.toContain(NOTE);
    const elsewhere = await opened(deps, await newUnit(deps));
    expect((await officer.get(`/cases/${elsewhere}?again=yes`)).text).not.toContain(NOTE);
    const [key, sealed = ''] = replyIn(officer, desk)!.split('.');
    officer.cookies.get(desk.url)!.set('desk-reply', `${key}.${sealed.split('').reverse().join('')}`);
    const forged = await officer.get(url);
    expect(forged.status).toBe(200);
    expect(forged.text).not.toContain(NOTE);
  });

  it('is forgotten with the next form', async ({ desk, deps, unit }) => {
    const reference = await opened(deps, unit);
    const officer = await loggedIn(desk, 'officer-1');
    const { url } = await officer.post(`/cases/${reference}/propose`, REFUSED);
    const done = await officer.post(`/cases/${reference}/propose`, { ...REFUSED, note: '执照上是另一位。' });
    expect(done.text).toContain('初核已提交');
    expect(replyIn(officer, desk)).toBeUndefined();
    expect((await officer.get(url)).text).not.toContain(NOTE);
  });

  it('that is too long for a cookie is told without what was typed', async ({ desk }) => {
    const auditor = await loggedIn(desk, 'auditor-1');
    const { status, text } = await auditor.post('/seals/verify', { heads: 'x'.repeat(10_000) });
    expect(status).toBe(422);
    expect(text).toContain('第1行不是完整的封存凭证');
    expect(text).not.toContain('xxxx');
    expect(Buffer.byteLength(`desk-reply=${replyIn(auditor, desk)}`)).toBeLessThan(4_096);
  });
});

describe('the character NUL in an address', () => {
  it.for([
    ['hotline-1', '/units?query=K7M2-9QXH%00', '/units?query=K7M2-9QXH'],
    ['hotline-1', `/units?query=%00${ZHANG.idNumber}`, '/units?query=id-number'],
    ['auditor-1', `/events?unit=1&actor=${ZHANG.idNumber}%00`, '/events?unit=1&actor=id-number'],
  ] as const)('%s: %s leads to %s', async ([who, given, clean], { desk }) => {
    expect((await (await loggedIn(desk, who)).get(given)).url).toBe(desk.url + clean);
  });

  it('is refused in a path, which shows nothing of it', async ({ desk }) => {
    const officer = await loggedIn(desk, 'officer-1');
    const { status, text } = await officer.get(`/cases/${ZHANG.idNumber}%00`);
    expect(status).toBe(400);
    expect(text).not.toContain(ZHANG.idNumber);
  });
});
