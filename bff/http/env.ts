/** The values that middlewares set for the handlers after them. */
import type { HttpBindings } from '@hono/node-server';
import type { FormSource } from '../contract/forms.ts';
import type { VerifiedToken } from '../sites/index.ts';

export type AnswerHeaders = Readonly<Record<string, string>>;

export interface Env {
  Bindings: HttpBindings;
  Variables: {
    requestId: string;
    /** The headers that the answer will have, set by the edge. */
    headers: AnswerHeaders;
    /**
     * The headers that say how many requests the user may still send. `authenticate` sets them, and
     * only a success is sent with them.
     */
    rateLimit: AnswerHeaders | undefined;
    /** Set by `authenticate`. */
    token: VerifiedToken;
    /** The client's address behind trusted proxies, IPv6 as its /64; undefined elsewhere. */
    address: string | undefined;
    /**
     * The source of the form that the unit's users fill in; set by the routes of the certification.
     */
    formSource: FormSource;
    /** Set by `idempotencyKey`: a lower-case UUID. */
    idempotencyKey: string;
    /** The reference of the submission, or of its refusal by a limit; for the log. */
    reference: string | undefined;
    /** The reason of the answer, for the log; never personal data. */
    note: string | undefined;
  };
}
