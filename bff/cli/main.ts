#!/usr/bin/env node
/** The command line. Exit code: 0 done, 1 failed, 2 wrong usage. */
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../config.ts';
import { FolderInUse, openResources } from '../resources.ts';
import { CommandFailure, type DatabaseCommand, type Io, type Work } from './command.ts';
import { DATABASE_COMMANDS } from './commands.ts';
import { execute, tellFailure, type Exit } from './execute.ts';
import { parse, wantsJson } from './parse.ts';
import { socketPath } from './protocol.ts';
import { runRemotely } from './remote.ts';
import { SERVE_COMMAND } from './serve.ts';
import { createTerminal } from './terminal.ts';

/** A BFF that starts has the lock for some seconds before it listens; so has another short command. */
const PATIENCE = 15_000;
const PAUSE = 200;

async function main(words: string[], io: Io): Promise<Exit> {
  const json = wantsJson(words);
  const interrupted = new AbortController();
  try {
    const parsed = parse(words, [SERVE_COMMAND, ...DATABASE_COMMANDS]);
    if (parsed.kind === 'help') {
      io.out(parsed.text);
      return 0;
    }
    if (parsed.kind === 'process') {
      await parsed.command.runAlone(loadConfig(process.env));
      return 0;
    }
    for (const name of ['SIGINT', 'SIGTERM'] as const)
      process.on(name, () => (interrupted.signal.aborted ? process.exit(130) : interrupted.abort()));
    return await runDatabaseCommand(parsed, words, io, interrupted.signal);
  } catch (error) {
    return tellFailure(error, json, io, interrupted.signal);
  }
}

async function runDatabaseCommand(
  planned: { command: DatabaseCommand; work: Work },
  words: string[],
  io: Io,
  signal: AbortSignal,
): Promise<Exit> {
  const config = loadConfig(process.env);
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    signal.throwIfAborted();
    const resources = await openResources(config).catch((error: unknown) => {
      if (error instanceof FolderInUse) return undefined;
      throw error;
    });
    if (resources) {
      try {
        const { migrated } = resources;
        const context = { resources, io, cwd: process.cwd(), signal, now: Date.now, migrated };
        return await execute(planned, wantsJson(words), context, () => Promise.resolve());
      } finally {
        await resources.close();
      }
    }
    const request = { words, cwd: process.cwd() };
    const exit = await runRemotely(socketPath(config.dataDir), request, io, signal);
    if (exit !== undefined) return exit;
    if (Date.now() > deadline)
      throw new CommandFailure(
        `Another process has the data folder ${config.dataDir} and does not take commands. Wait until it ends ` +
          '(a long import?), or end it, and try again.',
      );
    await sleep(PAUSE);
  }
}

// A reader that went away (`… | head`) is no error.
process.stdout.on('error', () => process.exit(1));
process.exitCode = await main(
  process.argv.slice(2),
  createTerminal(process.stdout, process.stderr, Date.now),
);
