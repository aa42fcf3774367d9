/** The call above the demo portal's businesses: what it says before the page has learned the next step. */
import { describe, expect, it } from 'vitest';
import { startPortal, type TestPortal } from './support/portal.ts';

describe('the call of a unit whose certification has ended', () => {
  it.each(['revoked', 'representative-changed'] as const)(
    'offers no form before the page has learned whether officers hold the unit (%s)',
    async (reason) => {
      const portal = await startPortal();
      Object.assign(portal.service, { status: 'lapsed', reason });
      expect(await callIn(portal, 'certify-again')).toMatch(/^"[^>]*hidden/);
      const shown = await callIn(portal, 'ended');
      expect(shown).not.toMatch(/^"[^>]*hidden/);
      expect(shown).toMatch(new RegExp(`data-reason="${reason}" *>`));
      expect(shown).toContain('href="/settings/certification"');
      expect(shown).not.toContain('data-certify');
    },
  );
});

/** One call in the first page after the login. */
async function callIn(portal: TestPortal, id: string): Promise<string> {
  const browser = portal.browser();
  await browser.logIn();
  const page = await (await browser.get('/')).text();
  return new RegExp(`data-for="${id}("[^]*?)</section>`).exec(page)![1]!;
}
