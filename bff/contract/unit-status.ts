/** Types of the status API for portals' servers: one unit, or up to 1000 (`LIMITS.batchCodes`). No dependency. */
import type { KindView, UnitView } from './wire.ts';

/** Answer of `GET /v1/units/{code}/certification`: the part of a unit's status that every portal's server may read. */
export interface UnitStatus {
  unit: UnitView;
  /** Without `last` and `elsewhere`. */
  kinds: KindView[];
}

/** Body of `POST /v1/units/certifications`: 1 to 1000 codes. */
export interface BatchStatusRequest {
  codes: string[];
}

/** The entry of a malformed code. */
export interface MalformedCode {
  /** As it was sent. */
  code: string;
  error: 'bad-format';
}

/** Answer of `POST /v1/units/certifications`: an entry for each code, in the order of the request. */
export interface BatchStatusAnswer {
  units: (UnitStatus | MalformedCode)[];
}
