/**
 * The roles at the desk, and which of them each look and each deed takes. Nothing else decides
 * this: a route without an entry does not exist.
 */

export const DESK_ROLES = ['hotline', 'officer', 'auditor'] as const;
export type DeskRole = (typeof DESK_ROLES)[number];

export const ACCESS = {
  home: DESK_ROLES,
  'unit.look': ['hotline', 'officer'],
  'unit.unlock': ['hotline'],
  'case.list': ['officer'],
  'case.look': ['officer'],
  'case.propose': ['officer'],
  'case.return': ['officer'],
  'case.confirm': ['officer'],
  'certification.list': ['officer'],
  'certification.look': ['officer'],
  'certification.propose-revocation': ['officer'],
  'certification.confirm-revocation': ['officer'],
  'certification.drop-revocation': ['officer'],
  'certification.propose-hold': ['officer'],
  'certification.confirm-hold': ['officer'],
  'certification.drop-hold': ['officer'],
  'certification.take-agent-off': ['officer'],
  'due.list': ['officer'],
  'delivery.list': ['officer', 'auditor'],
  'delivery.retry': ['officer'],
  'delivery.discard': ['officer'],
  'figures.read': DESK_ROLES,
  'audit.read': ['auditor'],
  'audit.verify': ['auditor'],
  'audit.export': ['auditor'],
} as const satisfies Record<string, readonly DeskRole[]>;
export type Access = keyof typeof ACCESS;

export const isAllowed = (roles: readonly DeskRole[], access: Access): boolean =>
  ACCESS[access].some((role) => roles.includes(role));

/**
 * The roles in a claim of the provider: a list, or words with spaces between. Others than the
 * desk's are left out.
 */
export function rolesIn(claim: unknown): DeskRole[] {
  const words: unknown[] =
    typeof claim === 'string' ? claim.split(/\s+/u) : Array.isArray(claim) ? claim : [];
  return DESK_ROLES.filter((role) => words.includes(role));
}

/**
 * The claim by its name or, where there is none, by its path with dots (`realm_access.roles`).
 * Undefined: it is not there.
 */
export function claimIn(claims: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
