/** Tests of the long form only: `longIt?.('…', …)`. `npm run test:faults` sets the variable. */
import { describe, it } from 'vitest';

const isLong = process.env['FAULTS'] === 'long';

export const longIt = isLong ? it : undefined;
export const longDescribe = isLong ? describe : undefined;
