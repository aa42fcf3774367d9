import type { PropertyDeclarations, PropertyValues } from 'lit';
import type { CertificationStatus, Status } from '../../bff/contract/wire.ts';
import type { CertificationHost, Use } from '../controllers/host.ts';
import type { Certification } from './certification.ts';
import { WidgetElement } from './widget-element.ts';

/**
 * The public API of both certification elements: each call goes to its `certification`.
 *
 * @attr {boolean} open - opens the form at once, instead of asking
 * @attr {string} for - a selector of the links, buttons and forms to intercept until certified, instead of asking; empty: only `requireCertified()` intercepts
 * @attr {string} center-url - where the portal keeps its certification center; named in the notice
 * @attr {string} center-name - what the notice calls it, and where it is in the portal
 * @attr {'certified' | 'uncertified' | 'pending' | 'lapsed' | 'not-open'} known-status - what the portal's server knows already; `certified` makes no request
 *
 * @slot help - what the portal offers to people who need help: a hotline, a hint. In the form, in dialogs that say no, and in the center
 *
 * @fires {CustomEvent<CertificationStatus>} certification-status - the status, each time it is known or changes
 * @fires {CustomEvent<undefined>} certification-deferred - the user canceled the prompt, after the notice
 * @fires {CustomEvent<undefined>} certification-login-changed - the user has read that another user is logged in: the page may show that user's content
 * @fires {CustomEvent<{outcome: string, reason?: string}>} certification-submitted - a submission was answered
 * @fires {CustomEvent<{ url?: string }>} certification-center - cancelable: the user wants the center; default: go to `url`, which is `center-url`
 * @fires {CustomEvent<{code: string, retryable: boolean, requestId?: string}>} certification-error - something did not work
 */
export abstract class CertificationElement extends WidgetElement implements CertificationHost {
  static override properties: PropertyDeclarations = {
    open: { type: Boolean, noAccessor: true },
    for: { reflect: true },
    centerUrl: { attribute: 'center-url', reflect: true },
    centerName: { attribute: 'center-name', reflect: true },
    // Setting the same value again is news: it is about the user who is logged in now.
    knownStatus: { attribute: 'known-status', reflect: true, hasChanged: () => true },
  };

  declare for: string | undefined;
  declare centerUrl: string | undefined;
  declare centerName: string | undefined;
  declare knownStatus: Status | undefined;

  /** @internal The attribute `open` is set. */
  opens = false;

  /** @internal How many guards ask by the element. Meanwhile it does not prompt. */
  guards = 0;

  /** @internal */
  abstract readonly certification: Certification;

  /** @internal What the element does before anybody asks for a dialog. */
  abstract readonly use: Use;

  /**
   * Asks portal and BFF again, for the user who is logged in now. Resolves to the status body;
   * rejects with the error's code as message.
   */
  refresh(): Promise<CertificationStatus> {
    return this.certification.refresh();
  }

  /**
   * Opens the form, or the dialog shown instead: certified, being checked, a case at the counter,
   * operator.
   */
  get open(): () => void {
    return this.certification.open;
  }

  // The attribute `open`: frameworks set the property of its name, Vue to an empty text.
  set open(opens: boolean | '' | null | undefined) {
    this.opens = opens != null && opens !== false;
    this.requestUpdate('open');
  }

  /** Closes the open dialog. Typed values are not lost. */
  close(): void {
    this.certification.dispatch({ type: 'close' });
  }

  /**
   * Resolves to `true` when the unit is certified, at once or after the user has certified it, and
   * to `false` when the user leaves or another user logs in. Also `true` when the status is not
   * known within ten seconds, or no dialog could be seen at the element's place: the portal's
   * server decides. `business`: its name, for the dialog.
   */
  requireCertified(business = ''): Promise<boolean> {
    return this.certification.requireCertified(business);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.certification.willUpdate(changed);
  }
}
