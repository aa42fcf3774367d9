/**
 * The columns that are encrypted under the data key and encrypted anew when it is replaced.
 * Sessions at the desk end then.
 */
import { SEALED_CASE } from '../cases/index.ts';
import { SEALED_CLAIMS } from '../attempts/index.ts';
import { SEALED_SECRETS, SEALED_WEBHOOK_SECRETS } from '../sites/index.ts';
import { SEALED_PROPOSALS } from '../proposals/index.ts';
import type { SealedColumn } from '../keys/index.ts';
import { SEALED_SIGNING_KEYS } from '../signing/index.ts';

export const SEALED_COLUMNS: readonly SealedColumn[] = [
  SEALED_SECRETS,
  SEALED_WEBHOOK_SECRETS,
  SEALED_CLAIMS,
  SEALED_CASE,
  ...SEALED_PROPOSALS,
  SEALED_SIGNING_KEYS,
];
