/** When the page gets which event. */
import { expect } from '@open-wc/testing';
import type { CertificationAnswer } from '../../../bff/contract/wire.ts';
import { pageEvents } from '../../../widget/procedure/page-events.ts';
import { type Dialog, IDLE, type ProcedureEvent, type State } from '../../../widget/procedure/state.ts';
import { knownFrom } from '../../../widget/procedure/known.ts';
import { formOf, statusOf } from '../support/scripted.ts';

const uncertified = statusOf('uncertified', { form: formOf('market') });
const certified = statusOf('certified', { form: formOf('market') });
const learned = (known: State['known']): ProcedureEvent => ({
  type: 'known',
  known: known!,
  mayPrompt: true,
});
const withDialog = (dialog: Dialog): State => ({ ...IDLE, known: uncertified, dialog });
const PROMPT = withDialog({ name: 'prompt' });
const LOGIN_CHANGED: Dialog = { name: 'login-changed', open: false, mayPrompt: true };

/** The types of the events. */
const told = (event: ProcedureEvent, before: State, after = before): string[] =>
  pageEvents(event, before, after).map(({ type }) => type);

describe('the page’s events', () => {
  it('have the status when the service tells it, and again only when it has changed', () => {
    const tell = (before: State['known'], after: State['known']): string[] =>
      told(learned(after), { ...IDLE, known: before }, { ...IDLE, known: after });
    expect(tell(undefined, uncertified)).to.deep.equal(['certification-status']);
    expect(tell(knownFrom('uncertified'), uncertified)).to.deep.equal(['certification-status']);
    expect(tell(uncertified, certified)).to.deep.equal(['certification-status']);
    expect(tell(uncertified, { ...uncertified })).to.deep.equal([]);
    expect(tell(undefined, knownFrom('certified'))).to.deep.equal([]);
    expect(told({ type: 'confirm' }, PROMPT, { ...PROMPT, known: certified })).to.deep.equal([]);
  });

  it('have a copy of the status, which the page may change', () => {
    const after = { ...IDLE, known: uncertified };
    const [event] = pageEvents(learned(uncertified), IDLE, after);
    expect(event!.detail).to.deep.equal(uncertified);
    expect(event!.detail).not.to.equal(uncertified);
  });

  it('have what became of a submission, with the reason of a refusal', () => {
    const sending = withDialog({ name: 'sending', of: 'submission' });
    const answered = (answer: Pick<CertificationAnswer, 'outcome' | 'reason'>): unknown =>
      pageEvents(
        { type: 'answered', answer: { status: certified, reference: 'K7M29QXH', ...answer }, at: 1 },
        sending,
        IDLE,
      );
    const type = 'certification-submitted';
    expect(answered({ outcome: 'certified' })).to.deep.equal([{ type, detail: { outcome: 'certified' } }]);
    expect(answered({ outcome: 'rejected', reason: 'registry-mismatch' })).to.deep.equal([
      { type, detail: { outcome: 'rejected', reason: 'registry-mismatch' } },
    ]);
  });

  it('have each failure, whether it can be tried again, and the request that the service names', () => {
    const failed = (failure: Extract<ProcedureEvent, { type: 'failed' }>['failure']): unknown =>
      pageEvents({ type: 'failed', of: 'status', failure }, IDLE, IDLE).map(({ detail }) => detail);
    expect(failed({ code: 'network' })).to.deep.equal([{ code: 'network', retryable: true }]);
    expect(failed({ code: 'token-invalid', requestId: '7K2A', detail: 'made up' })).to.deep.equal([
      { code: 'token-invalid', retryable: false, requestId: '7K2A' },
    ]);
  });

  it('say once that the prompt was put off, and nothing when a dialog is left otherwise', () => {
    const deferred = withDialog({ name: 'idle', outcome: 'deferred' });
    expect(told({ type: 'cancel' }, PROMPT, deferred)).to.deep.equal(['certification-deferred']);
    expect(told({ type: 'seen' }, deferred)).to.deep.equal([]);
    expect(
      told({ type: 'cancel' }, PROMPT, withDialog({ name: 'idle', outcome: 'certified' })),
    ).to.deep.equal([]);
    expect(told({ type: 'close' }, PROMPT, withDialog({ name: 'idle' }))).to.deep.equal([]);
  });

  it('say that the user has read of another login when that dialog is left, to whatever follows', () => {
    const asked = withDialog(LOGIN_CHANGED);
    for (const type of ['cancel', 'dismiss', 'leave'] as const)
      for (const after of [IDLE, PROMPT])
        expect(told({ type }, asked, after), type).to.deep.equal(['certification-login-changed']);
    for (const type of ['signed-out', 'close'] as const)
      expect(told({ type }, asked, IDLE), `the page’s own: ${type}`).to.deep.equal([]);
    expect(told({ type: 'seen' }, asked, withDialog({ ...LOGIN_CHANGED, mayPrompt: false }))).to.deep.equal(
      [],
    );
    expect(told({ type: 'login-changed', typed: true, open: false }, PROMPT, asked)).to.deep.equal([]);
  });
});
