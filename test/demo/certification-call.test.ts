/** The call above the demo portal's businesses: the state that the page shows when the widget has learned the unit's status. */
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../bff/contract/forms.ts';
import type { CertificationStatus } from '../../bff/contract/wire.ts';
import { withNext } from '../support/next.ts';
import { startPortal, type TestPortal } from './support/portal.ts';

const { stateOf } = (await import(
  new URL('../../demo/portal/public/certification-call.js', import.meta.url).href
)) as { stateOf: (status: CertificationStatus) => string };

const revoked = (isHeld: boolean): CertificationStatus =>
  withNext(
    {
      unit: { code: '91320100MA1DEM015L', name: '江苏示例科技有限公司' },
      canSubmit: true,
      kinds: [{ kind: 'real-name', status: 'lapsed', reason: 'revoked' }],
      attempts: { remaining: 4, resetsAt: null },
      form: { fields: fieldsOf('market').map(({ id }) => id), source: 'market' },
    },
    isHeld,
  );

describe('the call of a unit whose certification was revoked', () => {
  it('offers to certify again', () => {
    expect(stateOf(revoked(false))).toBe('revoked');
  });

  it('offers nothing while officers hold the unit, and says whom to ask', async () => {
    expect(stateOf(revoked(true))).toBe('held');
    const call = await callIn(await startPortal(), 'held');
    expect(call).toContain('12333');
    expect(call).not.toContain('data-certify');
  });

  it('offers no form before the page has learned whether officers hold the unit', async () => {
    const portal = await startPortal();
    Object.assign(portal.service, { status: 'lapsed', reason: 'revoked' });
    expect(await callIn(portal, 'revoked')).toMatch(/^"[^>]*hidden/);
    const shown = await callIn(portal, 'revoked-or-held');
    expect(shown).not.toMatch(/^"[^>]*hidden/);
    expect(shown).toContain('12333');
    expect(shown).not.toContain('data-certify');
  });
});

describe('the call of a unit whose certification has lapsed', () => {
  it('offers no form before the page has learned whether officers hold the unit', async () => {
    const portal = await startPortal();
    Object.assign(portal.service, { status: 'lapsed', reason: 'representative-changed' });
    expect(await callIn(portal, 'lapsed')).toMatch(/^"[^>]*hidden/);
    const shown = await callIn(portal, 'lapsed-or-held');
    expect(shown).not.toMatch(/^"[^>]*hidden/);
    expect(shown).toMatch(/data-reason="representative-changed" *>/);
    expect(shown).toContain('href="/settings/certification"');
    expect(shown).not.toContain('data-certify');
  });
});

/** The call of a state in the first page after the login. */
async function callIn(portal: TestPortal, state: string): Promise<string> {
  const browser = portal.browser();
  await browser.logIn();
  const page = await (await browser.get('/')).text();
  return new RegExp(`data-for="${state}("[^]*?)</section>`).exec(page)![1]!;
}
