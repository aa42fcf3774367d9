/**
 * For servers of portals, published as `unit-certification/server`: makes the site's tokens, reads the status of units, and
 * verifies webhooks and assertions. It knows the service by its public contract only.
 */
import type { JWTVerifyGetKey } from 'jose';
import type { UnitStatus } from '../contract/unit-status.ts';
import type { Kind, Status } from '../contract/wire.ts';
import { createAssertionVerifier, remoteKeys, type VerifyAssertion } from './assertions.ts';
import { createStatusClient, type StatusClient } from './status.ts';
import { createTokenIssuer, type SigningKey, type TokenIssuer } from './tokens.ts';

export interface PortalClientOptions {
  /** Base URL by which this server reaches the certification service; a path is allowed. */
  bff: string;
  /** The site's id, as the service's operator has added it. */
  site: string;
  key: SigningKey;
  /** The service's `PUBLIC_URL`, the issuer of assertions. Default: `bff`. */
  issuer?: string;
  /** Milliseconds that a question to the service waits for its answer. Default: 3,000. */
  timeout?: number;
  /** The clock, in milliseconds. Default: `Date.now`. */
  now?: () => number;
  /** The public keys of assertions. Default: read at the service, and kept. */
  assertionKeys?: JWTVerifyGetKey;
}

export interface PortalClient extends TokenIssuer, StatusClient {
  verifyAssertion: VerifyAssertion;
}

/** Throws a `TypeError` when `bff` is no http or https URL. */
export function createPortalClient(options: PortalClientOptions): PortalClient {
  const { site, key, timeout = 3_000, now = Date.now } = options;
  const bff = baseUrl(options.bff);
  const issuer = createTokenIssuer(site, key, now);
  return {
    ...issuer,
    ...createStatusClient({ bff, statusToken: issuer.statusToken, timeout, now }),
    verifyAssertion: createAssertionVerifier({
      keys: options.assertionKeys ?? remoteKeys(bff, timeout),
      issuer: options.issuer ?? bff,
      site,
      now,
    }),
  };
}

/** The status of one kind; `not-open` when the site has not opened it. */
export const statusOfKind = (unit: UnitStatus, kind: Kind = 'real-name'): Status =>
  unit.kinds.find((row) => row.kind === kind)?.status ?? 'not-open';

function baseUrl(given: string): string {
  const url = new URL(given);
  if (!/^https?:$/.test(url.protocol)) throw new TypeError(`bff must be an http or https URL: ${given}`);
  return given.replace(/\/+$/, '');
}

export { createWebhookVerifier } from './webhooks.ts';
export type { AssertionError, RegisteredUnit, VerifyAssertion } from './assertions.ts';
export type { Result } from './result.ts';
export type { StatusError } from './status.ts';
export type { SigningKey, SiteUser } from './tokens.ts';
export type { ReceivedWebhook, VerifyWebhook, WebhookError } from './webhooks.ts';
export type { Webhook } from '../contract/webhook.ts';
export type { Kind, KindView, LapseReason, Reason, Role, Status } from '../contract/wire.ts';
export type { UnitStatus } from '../contract/unit-status.ts';
