/** Runs a database command and tells its result: on standard output the result alone, all else beside it. */
import { adviceOn, isUnavailable } from '../database/database.ts';
import { ConfigError } from '../config.ts';
import { ImportRefused } from '../evidence/import/refused.ts';
import { FolderInUse } from '../resources.ts';
import { CommandFailure, UsageError, type Context, type DatabaseTask, type Io } from './command.ts';

export type Exit = 0 | 1 | 2;

/** Errors whose message is written for the user. */
const EXPECTED = [CommandFailure, UsageError, ConfigError, FolderInUse, ImportRefused];

/** `onChange` is awaited before the result is told, so that it can be seen everywhere once the command ends. */
export async function execute(
  { work, changesSites }: DatabaseTask,
  json: boolean,
  context: Context,
  onChange: () => Promise<void>,
): Promise<Exit> {
  try {
    const outcome = await work(context).finally(() => changesSites && onChange());
    context.io.out(json ? JSON.stringify(outcome.json) : outcome.text);
    return outcome.exit ?? 0;
  } catch (error) {
    return tellFailure(error, json, context.io, context.signal);
  }
}

/** One message, and with `--json` one document that carries it. */
export function tellFailure(error: unknown, json: boolean, io: Io, signal?: AbortSignal): Exit {
  const message = signal?.aborted ? 'Interrupted: nothing was changed.' : explain(error);
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
  if (isUnavailable(error))
    return `The database is not available (${code ?? error.message}). Check DATABASE_URL and that it runs, then try again.`;
  const [line] = error.message.split('\n');
  return `Unexpected error${code ? ` ${code}` : ''}: ${line} (LOG_LEVEL=debug shows where)`;
}
