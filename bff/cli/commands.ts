/** The table of commands: the parser, the help and the documents come from it. */
import { AUDIT } from './audit.ts';
import { BACKUP } from './backup.ts';
import { CASE } from './case.ts';
import { DELIVERY } from './delivery.ts';
import { DESK } from './desk.ts';
import { IMPORT } from './import.ts';
import { KEYS } from './keys.ts';
import { MIGRATE } from './migrate.ts';
import { SERVE } from './serve.ts';
import { SITE } from './site.ts';
import { SOURCE } from './source.ts';
import { SUBJECT } from './subject.ts';
import { SUBMISSION } from './submission.ts';
import type { Table } from './table.ts';
import { TOKEN } from './token.ts';
import { UNIT } from './unit.ts';

export const COMMANDS: Table = [
  SERVE,
  MIGRATE,
  IMPORT,
  SOURCE,
  SITE,
  TOKEN,
  UNIT,
  SUBMISSION,
  CASE,
  DELIVERY,
  DESK,
  AUDIT,
  SUBJECT,
  KEYS,
  BACKUP,
];
