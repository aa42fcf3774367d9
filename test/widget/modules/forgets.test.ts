/** What was sent is kept by nobody once the numbers have left the form: not by a task's last arguments either. */
import { expect, waitUntil } from '@open-wc/testing';
import { UnitCertification } from '../../../widget/elements/unit-certification.ts';
import { FieldSet } from '../../../widget/form/field-set.ts';
import { answered, scripted } from '../support/scripted.ts';
import { fillLegal, press, see } from '../support/user.ts';
import { WORDS } from '../support/words.ts';

/** There with Chromium's flag `--js-flags=--expose-gc` (`test/wtr.config.mjs`). */
const { gc } = globalThis as unknown as { gc: (options: { execution: 'async' }) => Promise<void> };

const { request } = FieldSet.prototype;

describe('claims', () => {
  const claims: WeakRef<object>[] = [];
  before(() => {
    customElements.define('unit-certification', UnitCertification);
    FieldSet.prototype.request = function (this: FieldSet, fields) {
      const claim = request.call(this, fields);
      claims.push(new WeakRef(claim));
      return claim;
    };
  });
  after(() => {
    FieldSet.prototype.request = request;
    document.querySelector('unit-certification')?.remove();
  });

  it('leave the memory, of the submission and of the re-check', async () => {
    const { bff, tokenUrl } = await scripted({
      submit: [answered('rejected', { reason: 'registry-mismatch', recheckable: true })],
      recheck: [{ status: 202, body: { until: '2026-12-24T08:00:00Z' } }],
    });
    const element = Object.assign(new UnitCertification(), { bff, tokenUrl, view: 'form' });
    document.body.append(element);
    await see(element, '单位用户实名认证');
    fillLegal(element);
    press(element, '提交');
    await see(element, '认证未通过');
    press(element, '申请自动复核');
    await see(element, WORDS.recheck.consent.text[1]!);
    press(element, '同意并申请');
    await see(element, '已申请自动复核');
    expect(claims).to.have.length(2);
    dispatchEvent(new PageTransitionEvent('pagehide'));
    await waitUntil(
      async () => {
        await gc({ execution: 'async' });
        return claims.every((claim) => !claim.deref());
      },
      'a claim is still kept',
      { timeout: 5000 },
    );
  });
});
