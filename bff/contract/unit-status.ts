/**
 * Types of the status API for portals' servers: one unit, or up to 1000 (`LIMITS.batchCodes`). No
 * dependency.
 */
import type { EndReason } from './reasons.ts';
import type { Instant } from './values.ts';
import type { Applicant, Due, Evidence, KindView, Method, UnitView } from './wire.ts';

/**
 * Answer of `GET /v1/units/{code}/certification`: the part of a unit’s status that every portal’s
 * server may read.
 */
export interface UnitStatus {
  unit: UnitView;
  /** Without `last`, `elsewhere` and `submission`. */
  kinds: KindView[];
}

/** Body of `POST /v1/units/certifications`. */
export interface BatchStatusRequest {
  /**
   * @minItems 1
   * @maxItems 1000
   */
  codes: string[];
}

/** The entry of a malformed code. */
export interface MalformedCode {
  /** As it was sent. */
  code: string;
  error: 'bad-format';
}

/**
 * Answer of `POST /v1/units/certifications`: an entry for each code, in the order of the request.
 */
export interface BatchStatusAnswer {
  units: (UnitStatus | MalformedCode)[];
}

/** One certification of a unit. */
export interface UnitTerm {
  since: Instant;
  /** RFC 3339 UTC; absent while it counts. */
  endedAt?: Instant | undefined;
  endReason?: EndReason | undefined;
  by: Applicant;
  method: Method;
  evidence: Evidence;
  due?: Due | undefined;
}

/** Answer of `GET /v1/units/{code}/certifications`. */
export interface UnitTerms {
  unit: UnitView;
  /**
   * Newest first, 20 a page.
   *
   * @maxItems 20
   */
  terms: UnitTerm[];
  /** The parameter `next` of the request for the page after this one; absent on the last one. */
  next?: string | undefined;
}
