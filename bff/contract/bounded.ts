/**
 * Texts and lists of a length. Zod's own `min` and `max` look at `length` even when the type is wrong, and throw at an object whose
 * `length` is no number; a refinement is asked only once the type is right.
 */
import { type z } from 'zod';

interface Bounds {
  minimum?: number;
  maximum?: number;
  /** Messages. */
  tooShort?: string;
  tooLong?: string;
}

export const boundedText = (schema: z.ZodString, bounds: Bounds) =>
  within(schema, bounds).meta(named(bounds, 'minLength', 'maxLength'));

export const boundedList = <Item extends z.ZodType>(schema: z.ZodArray<Item>, bounds: Bounds) =>
  within(schema, bounds).meta(named(bounds, 'minItems', 'maxItems'));

const within = <Schema extends z.ZodType<{ length: number }>>(
  schema: Schema,
  { minimum = 0, maximum = Infinity, tooShort = 'too short', tooLong = 'too long' }: Bounds,
) =>
  schema
    .refine(({ length }) => length >= minimum, tooShort)
    .refine(({ length }) => length <= maximum, tooLong);

/** For the API's document, which knows nothing of refinements. */
const named = ({ minimum, maximum }: Bounds, least: string, most: string) => ({
  ...(minimum !== undefined && { [least]: minimum }),
  ...(maximum !== undefined && { [most]: maximum }),
});
