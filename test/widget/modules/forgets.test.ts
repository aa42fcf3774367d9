/** After the form has cleared the numbers, no object keeps the sent claim, not even a task's last arguments. */
import { expect } from '@open-wc/testing';
import { UnitCertification } from '../../../widget/elements/unit-certification.ts';
import { FieldSet } from '../../../widget/form/field-set.ts';
import { answered, scripted } from '../support/scripted.ts';
import { press, see, submitForm } from '../support/user.ts';
import { TITLES, WORDS } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

/** Available with Chromium's flag `--js-flags=--expose-gc` (`test/wtr.config.mjs`). */
const { gc } = globalThis as unknown as { gc: (options: { execution: 'async' }) => Promise<void> };

const { body } = FieldSet.prototype;

describe('claims', () => {
  const claims: WeakRef<object>[] = [];
  before(() => {
    customElements.define('unit-certification', UnitCertification);
    FieldSet.prototype.body = function (this: FieldSet, fields) {
      const claim = body.call(this, fields);
      if (claim) claims.push(new WeakRef(claim));
      return claim;
    };
  });
  after(() => {
    FieldSet.prototype.body = body;
    document.querySelector('unit-certification')?.remove();
  });

  it('are freed after a submission and after a re-check', async () => {
    const { bff, tokenUrl } = await scripted({
      submit: [answered('rejected', { reason: 'registry-mismatch' })],
      recheck: [answered('kept', { until: '2026-12-24T15:59:59.999Z' })],
    });
    const element = Object.assign(new UnitCertification(), { bff, tokenUrl, open: true });
    document.body.append(element);
    await submitForm(element);
    await see(element, TITLES.rejected);
    press(element, WORDS.results.ways.refused.recheck.button);
    await see(element, WORDS.kept.consent.recheck.keeps);
    press(element, WORDS.kept.agree);
    await see(element, TITLES.recheckKept);
    expect(claims, 'one for the submission and the re-check').to.have.length(1);
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
