/** The companies of the demo, which a test changes row by row and imports again, as the operator does. */
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect } from 'vitest';
import type { RunningDemo } from './demo.ts';

const REGISTRY = fileURLToPath(new URL('../../../bff/import/test-units/market.csv', import.meta.url));

export interface Imported {
  read: number;
  imported: number;
  lapsed: number;
  errors: unknown[];
}

export interface ChangedRegistry {
  /** Replaces a text in the file, permanently. */
  change(from: string, to: string): Promise<void>;
  importAgain(...options: string[]): Promise<Imported>;
}

export async function changedRegistry(demo: RunningDemo): Promise<ChangedRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-'));
  const file = join(folder, 'registry.csv');
  await copyFile(REGISTRY, file);
  afterAll(() => rm(folder, { recursive: true }));
  return {
    async change(from, to) {
      const registry = await readFile(file, 'utf8');
      expect(registry).toContain(from);
      await writeFile(file, registry.replace(from, to));
    },
    importAgain: async (...options) =>
      JSON.parse(await demo.cli('import', 'registry', file, '--json', ...options)) as Imported,
  };
}
