/** The elements' events, each with its `detail`. All bubble and are composed. */
import type { CertificationErrorDetail } from '../api/problems.ts';

export type { CertificationErrorDetail } from '../api/problems.ts';
export type { UnitCertificationEvents } from '../procedure/page-events.ts';

export interface UnitRegistrationEvents {
  /**
   * The unit, as typed, has been verified: send `assertion` with the portal's own fields to the
   * portal's server.
   */
  'unit-registered': CustomEvent<{ unit: { code: string; name: string }; assertion: string }>;
  'certification-error': CustomEvent<CertificationErrorDetail>;
}
