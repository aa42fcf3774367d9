/** The status API of portals' servers on the wire: one unit, or up to 1000 (`LIMITS.batchCodes`). No dependency. */
import type { KindView, UnitView } from './wire.ts';

/** What a portal's server may know of any unit: `GET /v1/units/{code}/certification`. */
export interface UnitStatus {
  unit: UnitView;
  /** Without `last`, `applicant` and `elsewhere`. */
  kinds: KindView[];
}

/** Body of `POST /v1/units/certifications`: 1 to 1000 codes. */
export interface BatchStatusRequest {
  codes: string[];
}

/** In the place of a code that cannot be one. */
export interface MalformedCode {
  /** As it was sent. */
  code: string;
  error: 'bad-format';
}

/** Answer of `POST /v1/units/certifications`: an entry for each code, in the order asked. */
export interface BatchStatusAnswer {
  units: (UnitStatus | MalformedCode)[];
}
