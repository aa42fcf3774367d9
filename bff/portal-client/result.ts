/** What a call of the client gives: the value, or why there is none. Only a wrong configuration throws. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E };

export const succeed = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const fail = <E>(error: E): { ok: false; error: E } => ({ ok: false, error });
