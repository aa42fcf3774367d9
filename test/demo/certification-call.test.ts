/** The call above the demo portal's businesses: the state that the page shows when the widget has learned the unit's status. */
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../bff/contract/forms.ts';
import type { CertificationStatus } from '../../bff/contract/wire.ts';
import { withNext } from '../support/next.ts';
import { startPortal } from './support/portal.ts';

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
    const browser = (await startPortal()).browser();
    await browser.logIn();
    const page = await (await browser.get('/')).text();
    const [, call] = /data-for="held"([^]*?)<\/section>/.exec(page)!;
    expect(call).toContain('12333');
    expect(call).not.toContain('data-certify');
  });
});
