/**
 * The portals that may embed the widget: origins, keys, secrets, tokens, and the units that each
 * knows.
 */
export { changeKinds, changeOrigins, changePrivacyNotice, disableWebhook } from './change.ts';
export { type Inspection, inspectToken } from './inspect-token.ts';
export { KeySetError, parseJwks } from './key-set.ts';
export { describe, fetchJwks } from './key-source.ts';
export { isOpenable, OPENABLE_KINDS, type OpenableKind } from './kinds.ts';
export {
  addSite,
  isSiteId,
  type KeyChoice,
  listSites,
  type ManageDependencies,
  removeSiteCtes,
  showSite,
  type SiteSummary,
} from './manage.ts';
export { isSecureUrl, normalizeOrigin, originAllowed, type OriginProblem } from './origins.ts';
export { changeWebhook, rotateSite } from './rotate.ts';
export { openWebhookSecrets, SEALED_SECRETS, SEALED_WEBHOOK_SECRETS } from './secrets.ts';
export { createSites, readSiteNow, type Sites } from './sites.ts';
export { tellTokenErrors } from './token-words.ts';
export {
  bearerToken,
  createTokenVerifier,
  type TokenFailure,
  type TokenVerifier,
  type VerifiedToken,
} from './tokens.ts';
export {
  addSiteUnit,
  addSiteUnits,
  createSiteUnits,
  moveSiteUnits,
  registeredAt,
  registerUnits,
} from './units.ts';
