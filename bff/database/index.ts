/**
 * PostgreSQL: connections, named statements, transactions, migrations, and the database that the
 * service starts itself.
 */
export { EmbeddedFault } from './binaries.ts';
export {
  adviceOn,
  type Database,
  isUnavailable,
  Unavailable,
  LOCK_TIMEOUT,
  reasonOf,
  type Session,
  violatedConstraint,
} from './database.ts';
export { type EmbeddedDatabase, openCluster } from './embedded.ts';
export { restrictToOwner } from './folder.ts';
export { alone } from './lease.ts';
export { migrate, SchemaMismatch } from './migrate.ts';
export { openPatiently, openPostgres } from './postgres.ts';
export { BATCH, type Expiry, KEPT_FOR, removeBatch } from './retention.ts';
export { retryDeadlocks } from './retry.ts';
export { type Parameter, prepare, prepareQueued, prepareRead, type Statement } from './statement.ts';
export type { Actor, ActorKind, ActorOf, DueBy, SeenAtCounter, Tables } from './tables.ts';
export { inLongTransaction, liftTimeouts, runWithoutTimeouts, type Timeouts } from './timeouts.ts';
export { inTransaction, runIn, type Transaction } from './transaction.ts';
export {
  type MovedUnit,
  movedUnits,
  type MovedValues,
  movedValues,
  organizationIn,
  rowMover,
} from './unit-code.ts';
