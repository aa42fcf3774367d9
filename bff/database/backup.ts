/**
 * A backup of a running cluster by PostgreSQL's low-level interface, as `pg_basebackup` makes it:
 * the files from a checkpoint on, and the write-ahead log that makes them whole. A server that
 * starts on the copy has everything that was committed before the backup began.
 */
import { copyFileSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import pg from 'pg';
import { EmbeddedFault } from './binaries.ts';
import { dataOf, passwordOf, type Cluster } from './cluster.ts';
import { giveTo, renameTo, unlessGone } from './folder.ts';

/** Their files are of the running server only. */
const EMPTY = [
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
];
const LEFT_OUT = /^(postmaster\.(pid|opts).*|pgsql_tmp.*|pg_internal\.init)$/;

/**
 * `target` must be missing or empty. It becomes a data folder without master keys. An interrupted
 * backup leaves `postgresql.unfinished` in it. Throws `EmbeddedFault`.
 */
export async function backUp(cluster: Cluster, url: string, target: string): Promise<void> {
  if (existsSync(target) && readdirSync(target).length > 0)
    throw new EmbeddedFault(`${target} is not empty: name a new folder. Nothing was written.`);
  const unfinished = join(target, 'postgresql.unfinished');
  const copy = dataOf({ folder: unfinished });
  mkdirSync(copy, { recursive: true, mode: 0o700 });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // A slot keeps the log that the copy needs; it ends with the connection.
    await client.query(`select pg_create_physical_replication_slot($1, true, true)`, [
      `backup_${process.pid}`,
    ]);
    await client.query(`select pg_backup_start('unit-certification', true)`);
    const log = 'pg_wal';
    await copyFolder(dataOf(cluster), copy, (name) => !EMPTY.includes(name) && name !== log);
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
    await copyFolder(join(dataOf(cluster), log), join(copy, log), () => true);
    writeFileSync(join(copy, 'backup_label'), rows[0]!.labelfile, { mode: 0o600 });
  } finally {
    await client.end();
  }
  copyFileSync(passwordOf(cluster), passwordOf({ folder: unfinished }));
  giveTo(cluster.account, unfinished);
  renameTo(join(target, 'postgresql'), unfinished);
}

/**
 * `hasFiles`: folders that are copied with their files; the others are made empty. The server may
 * remove files meanwhile.
 */
async function copyFolder(from: string, to: string, hasFiles: (name: string) => boolean): Promise<void> {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(from).filter((each) => !LEFT_OUT.test(each))) {
    const [source, copy] = [join(from, name), join(to, name)];
    const found = lstatSync(source, { throwIfNoEntry: false });
    if (found?.isDirectory() && hasFiles(name)) await copyFolder(source, copy, () => true);
    else if (found?.isDirectory()) mkdirSync(copy, { mode: 0o700 });
    else if (found?.isFile()) copyPresent(source, copy);
    await setImmediate(); // an interruption is heard
  }
}

function copyPresent(source: string, copy: string): void {
  const isCopied = unlessGone(() => (copyFileSync(source, copy), true));
  if (!isCopied) rmSync(copy, { force: true });
}
