/** A site's client of a certification service that is not there: it signs and verifies, and the status is the test's. */
import {
  createPortalClient,
  type PortalClient,
  type PortalClientOptions,
} from '../../../bff/portal-client/index.ts';
import type { RealNameStatus } from '../../../demo/shared/standing.ts';

/** `status`: of every unit; undefined: the service does not answer. */
export const clientThatKnows = (
  options: PortalClientOptions,
  status: () => RealNameStatus | undefined,
): PortalClient => ({
  ...createPortalClient(options),
  status(code) {
    const known = status();
    return Promise.resolve(
      known
        ? { ok: true, value: { unit: { code }, kinds: [{ kind: 'real-name', status: known }] } }
        : { ok: false, error: { code: 'unreachable', message: 'no answer', retryable: true } },
    );
  },
});
