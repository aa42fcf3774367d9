/**
 * Texts and lists with a minimal and maximal length. Zod's own `min` and `max` read `length` even when the type is wrong, and throw for an
 * object whose `length` is not a number; a refinement runs only when the type is right.
 */
import { type z } from 'zod';

interface Bounds {
  minimum?: number;
  maximum?: number;
  /** The messages of errors. */
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

/** Adds the bounds to the API's document, which does not show refinements. */
const named = ({ minimum, maximum }: Bounds, least: string, most: string) => ({
  ...(minimum !== undefined && { [least]: minimum }),
  ...(maximum !== undefined && { [most]: maximum }),
});
