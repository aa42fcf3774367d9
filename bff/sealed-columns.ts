/** All encrypted columns. The check value comes last: when it has the newest key, all others have it too. */
import { SEALED_AUDIT_KEYS } from './events/keys.ts';
import { SEALED_CLAIMS } from './certification/kept-claim.ts';
import { SEALED_WEBHOOK_SECRETS } from './delivery/secrets.ts';
import { SEALED_KEY_CHECK } from './protection/key-check.ts';
import type { SealedColumn } from './protection/reseal.ts';
import { SEALED_SIGNING_KEYS } from './signing/keys.ts';
import { SEALED_SECRETS } from './sites/secrets.ts';

export const SEALED_COLUMNS: readonly SealedColumn[] = [
  SEALED_SECRETS,
  SEALED_WEBHOOK_SECRETS,
  SEALED_CLAIMS,
  SEALED_SIGNING_KEYS,
  SEALED_AUDIT_KEYS,
  SEALED_KEY_CHECK,
];
