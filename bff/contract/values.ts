/**
 * Texts and numbers that have the same form everywhere in the API. The tags are for
 * `components.json`. Types only, for the widget reads them.
 */

/**
 * An instant, RFC 3339 UTC.
 *
 * @format date-time
 */
export type Instant = string;

/**
 * A day, `YYYY-MM-DD`.
 *
 * @format date
 */
export type Day = string;

/**
 * A whole number that is not negative.
 *
 * @asType integer
 * @minimum 0
 */
export type Count = number;

/** Eight characters, read out over the phone as `K7M2-9QXH`. */
export type Reference = string;
