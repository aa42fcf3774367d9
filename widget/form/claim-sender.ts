/**
 * Sends the claim that the user has submitted, whenever the procedure comes to it: after the form
 * or after the user's consent, in a retry, or when the element is back in the page.
 */
import type { ReactiveController } from 'lit';
import type { Intent } from '../../bff/contract/next.ts';
import type { CertificationAnswer, FormBody } from '../../bff/contract/wire.ts';
import { fail, failLogged } from '../api/result.ts';
import type { Host } from '../controllers/host.ts';
import { requestOf } from '../procedure/dialogs.ts';
import type { CertificationProcedure, Sending } from '../procedure/state.ts';
import { shownAt } from './fields.ts';
import type { FormController } from './form-controller.ts';
import { Submission } from './submission.ts';

/** The body of a request: the claim, and what the user wants done with it. */
function withIntent(intent: Intent, claim: FormBody): FormBody {
  // The form of a takeover does not ask who applies.
  const complete: FormBody = { applicant: 'legal-representative', ...claim };
  switch (intent) {
    case 'certify':
      return claim;
    case 'replace':
      return { ...complete, intent };
    case 'recheck':
    case 'counter':
      return { ...complete, intent, consent: true };
    case 'withdraw':
      return { ...claim, intent };
  }
}

export class ClaimSender implements ReactiveController {
  readonly #host: Host;
  readonly #procedure: CertificationProcedure;
  readonly #form: FormController;
  readonly #submission: Submission;
  /** Aborted, it is sent again, with the same key, when the element is back. */
  #sending = new AbortController();

  constructor(host: Host, procedure: CertificationProcedure, form: FormController) {
    this.#host = host;
    this.#procedure = procedure;
    this.#form = form;
    this.#submission = new Submission('/v1/certification', 'status');
    host.addController(this);
  }

  hostDisconnected(): void {
    this.end();
    this.#procedure.dispatch({ type: 'under-way', is: false });
  }

  /** A claim that was deleted since, with the document numbers, leads back to the form. */
  async send(of: Sending): Promise<void> {
    const { session } = this.#host;
    const { draft } = this.#form;
    const { claim } = draft;
    if (!claim) return this.#procedure.dispatch({ type: 'incomplete' });
    this.end();
    const { signal } = (this.#sending = new AbortController());
    const body = withIntent(of === 'submission' ? this.#procedure.state.intent : of, claim);
    const result = session
      ? await this.#submission
          .send<CertificationAnswer>(session, draft, body, {
            signal,
            beforeSending: () => this.#beforeSending(of),
            returns: () => this.#procedure.dispatch({ type: 'under-way', is: false }),
          })
          .catch(failLogged)
      : fail('misconfigured');
    if (signal.aborted) return;
    if (session !== this.#host.session) return this.send(of); // The page has changed where to ask.
    this.#procedure.dispatch(
      result.ok
        ? { type: 'answered', answer: result.value, at: Date.now() }
        : { type: 'failed', of, failure: shownAt(this.#form.all, result.failure) },
    );
  }

  /** Another user is logged in. */
  end(): void {
    this.#sending.abort();
  }

  /**
   * If the user has left the dialog, nothing is sent. Once the request is sent, the form's dialog
   * stays until the answer comes.
   */
  #beforeSending(of: Sending): void {
    if (requestOf(this.#procedure.state.dialog) === of)
      this.#procedure.dispatch({ type: 'under-way', is: true });
    else this.end();
  }
}
