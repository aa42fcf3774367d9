/** Whom a session's token speaks for. */
import type { SiteUser } from '../../bff/portal-client/index.ts';
import type { Session } from './sessions.ts';

export const userOf = ({ account: { id, unit, role }, authenticatedAt }: Session): SiteUser => ({
  id,
  unit: { code: unit.code, name: unit.name },
  role,
  authenticatedAt: new Date(authenticatedAt),
});
