/**
 * Runs a database command. Its result goes to standard output, everything else to standard error.
 */
import { adviceOn, EmbeddedFault, isUnavailable, SchemaMismatch } from '../database/index.ts';
import { ConfigError } from '../server/index.ts';
import { KeysTooOld } from '../keys/index.ts';
import { ImportRefused } from '../import/index.ts';
import {
  CommandFailure,
  NOTHING_CHANGED,
  UsageError,
  type Context,
  type Io,
  type CommandResult,
} from './context.ts';
import type { CommandCall } from './parse.ts';

export type Exit = 0 | 1 | 2;

/** Errors whose message is written for the user. */
const EXPECTED = [CommandFailure, UsageError, ConfigError, EmbeddedFault, ImportRefused, SchemaMismatch];

export async function execute(
  { row, values }: Pick<CommandCall, 'row' | 'values'>,
  json: boolean,
  context: Context,
): Promise<Exit> {
  const { io, signal } = context;
  let result: CommandResult;
  try {
    result = await row.run(context, values);
  } catch (error) {
    const interrupted = signal.aborted ? (row.interrupted ?? NOTHING_CHANGED) : undefined;
    return tellFailure(error, json, io, interrupted);
  }
  io.out(json ? JSON.stringify(result.json) : result.text);
  return result.exit ?? 0;
}

/**
 * Prints one message, with `--json` also as a document. `interrupted` replaces the error's message.
 */
export function tellFailure(error: unknown, json: boolean, io: Io, interrupted?: string): Exit {
  const message = interrupted ?? explain(error);
  io.err(message);
  if (error instanceof Error) io.trace(error.stack ?? '');
  if (json) io.out(JSON.stringify({ error: message }));
  return error instanceof UsageError ? 2 : 1;
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return 'Unexpected error.';
  if (EXPECTED.some((kind) => error instanceof kind)) return error.message;
  const { code } = error as { code?: string };
  const advice = adviceOn(error);
  if (advice) return advice;
  if (error instanceof KeysTooOld)
    return 'This command stood still for too long: the database’s keys may have been replaced meanwhile. Run it again.';
  if (isUnavailable(error))
    return `The database is not available (${code ?? error.message}). Check that it runs and that DATABASE_URL is right, then try again.`;
  const [line] = error.message.split('\n');
  return `Unexpected error${code ? ` ${code}` : ''}: ${line} (LOG_LEVEL=debug shows where)`;
}
