import type { Use } from '../controllers/host.ts';
import { certificationStyles } from '../styles/certification.ts';
import { dialogStyles } from '../styles/dialog.ts';
import { surfaceStyles } from '../styles/surface.ts';
import { CertificationElement } from './certification-element.ts';
import { Certification } from './certification.ts';

/**
 * Asks a unit's administrator to certify the unit, and offers the form, in dialogs over the
 * portal's page (docs/en/embedding.md). Without `open` and `for` it asks when the unit is
 * uncertified.
 *
 * @tagname unit-certification
 */
export class UnitCertification extends CertificationElement {
  static override styles = [...CertificationElement.styles, certificationStyles, surfaceStyles, dialogStyles];

  /** @internal */
  readonly certification = new Certification(this);

  /** @internal */
  get use(): Use {
    if (this.for != null) return 'gate';
    return this.opens ? 'form' : 'prompt';
  }

  protected override render(): unknown {
    return this.certification.render();
  }
}
