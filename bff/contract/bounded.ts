/**
 * Texts and lists with a minimal and maximal length. Zod's own `min` and `max` read `length` even
 * when the type is wrong, and throw for an object whose `length` is not a number; a refinement runs
 * only when the type is right.
 */
import { type z } from 'zod';

interface Bounds {
  minimum?: number;
  maximum?: number;
  /** The messages of errors. */
  tooShort?: string;
  tooLong?: string;
}

export const bounded = <Schema extends z.ZodType<{ length: number }>>(
  schema: Schema,
  { minimum = 0, maximum = Infinity, tooShort = 'too short', tooLong = 'too long' }: Bounds,
) =>
  schema
    .refine(({ length }) => length >= minimum, tooShort)
    .refine(({ length }) => length <= maximum, tooLong);
