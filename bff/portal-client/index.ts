/**
 * The client for portals' servers, published as `unit-certification-server`: makes the site's
 * tokens, reads the status of units, verifies webhooks and assertions. It uses the service's public
 * contract only.
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
  /** The site's id at the service. */
  site: string;
  key: SigningKey;
  /** The service's `PUBLIC_URL`, the issuer of assertions. Default: `bff`. */
  issuer?: string;
  /** Timeout of a request to the service in milliseconds. Default: 3,000. */
  timeout?: number;
  /** The time in milliseconds. Default: `Date.now`. */
  now?: () => number;
  /** The public keys of assertions. Default: read at the service and cached. */
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
  if (!/^https?:$/.test(url.protocol))
    throw new TypeError(
      `bff must be an http or https URL, such as https://certification.example; it is ${given}`,
    );
  return given.replace(/\/+$/, '');
}

export { createWebhookVerifier } from './webhooks.ts';
export type { AssertionError, RegisteredUnit, VerifyAssertion } from './assertions.ts';
export type { Result } from './result.ts';
export type { HistoryQuery, StatusError } from './status.ts';
export type { SigningKey, SiteUser } from './tokens.ts';
export type { ReceivedWebhook, VerifyWebhook, WebhookError } from './webhooks.ts';
export type { Webhook } from '../contract/webhook.ts';
export type { NewsReason, Step, Way } from '../contract/next.ts';
export type { LapseReason, Reason } from '../contract/reasons.ts';
export type { Kind, KindView, Role, Status } from '../contract/wire.ts';
export type { UnitStatus, UnitTerm, UnitTerms } from '../contract/unit-status.ts';
