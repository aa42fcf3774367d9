/** The columns that are encrypted under the data key and encrypted anew when it is replaced. Sessions at the desk end then. */
import { SEALED_CASE } from './cases/case.ts';
import { SEALED_CLAIMS } from './certification/kept-claim.ts';
import { SEALED_WEBHOOK_SECRETS } from './delivery/secrets.ts';
import { SEALED_PROPOSALS } from './proposals/proposal.ts';
import type { SealedColumn } from './protection/reseal.ts';
import { SEALED_SIGNING_KEYS } from './signing/keys.ts';
import { SEALED_SECRETS } from './sites/secrets.ts';

export const SEALED_COLUMNS: readonly SealedColumn[] = [
  SEALED_SECRETS,
  SEALED_WEBHOOK_SECRETS,
  SEALED_CLAIMS,
  SEALED_CASE,
  ...SEALED_PROPOSALS,
  SEALED_SIGNING_KEYS,
];
