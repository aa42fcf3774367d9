/** Tables of what runs by hand show the last run, which was complete, with the present pages, libraries, projects, patches and examples. */
import { describe, expect, it } from 'vitest';
import * as browsers from '../by-hand/browsers/docs.ts';
import { ENGINES } from '../by-hand/browsers/engines.ts';
import { readResults } from '../by-hand/browsers/results.ts';
import { HOSTS } from '../by-hand/hosts/hosts.ts';
import { versionOf } from '../by-hand/hosts/libraries.ts';
import outages from '../by-hand/hosts/outages.json' with { type: 'json' };
import { checksumOf } from '../by-hand/hosts/recipes.ts';
import * as hostsRecord from '../by-hand/hosts/record.ts';
import * as hostsTable from '../by-hand/hosts/table.ts';
import { KINDS } from '../by-hand/packages/kinds.ts';
import * as packages from '../by-hand/packages/record.ts';
import { FRONT_ENDS, WAYS, checksumOf as checksumOfPatch } from '../by-hand/ruoyi/projects.ts';
import * as ruoyi from '../by-hand/ruoyi/record.ts';
import { OUTAGES } from '../by-hand/ruoyi/walk.ts';
import { STORIES, storiesOf } from '../e2e/support/stories.ts';
import { LANGUAGES, readPage } from './support/pages.ts';

const results = readResults();
const hosts = hostsRecord.readRecord();
const projects = packages.readRecord();
const patched = ruoyi.readRecord();

it.each(LANGUAGES)('the tables in %s are those of the records', (language) => {
  expect(browsers.writtenTable(language)).toBe(browsers.tableOf(results, language));
  expect(hostsTable.tableIn(readPage(language, 'hosts.md'))).toBe(hostsTable.tableOf(hosts, language));
  expect(packages.tableIn(readPage(language, 'frameworks.md'))).toBe(packages.tableOf(projects, language));
});

it('the table of times with RuoYi is that of the record', () => {
  expect(ruoyi.tableIn(readPage('zh', 'ruoyi.md'))).toBe(ruoyi.tableOf(patched));
});

describe('browsers', () => {
  it('every engine has run, and played every story, or says why not', () => {
    expect(Object.keys(results)).toEqual(ENGINES.map(({ name }) => name));
    for (const { name, tooOld } of ENGINES) {
      const { missing, version, stories } = results[name]!;
      if (missing) continue;
      expect(version).toMatch(/^\d+\./);
      expect(Object.keys(stories ?? {})).toEqual(storiesOf(tooOld));
    }
  });

  it.each(LANGUAGES)('have a reason in every cell without a result, in %s', (language) => {
    const [, , ...rows] = browsers
      .tableOf({ 'An engine': { on: '2026-01-01', missing: 'no | such' } }, language)
      .split('\n');
    expect(rows).toHaveLength(1);
    expect(rows[0]!.match(/no \\\| such/g)).toHaveLength(Object.keys(STORIES).length);
  });
});

describe('pages of portals', () => {
  it('the record has each page, with the versions that are installed and the recipes of the guide', () => {
    expect(Object.keys(hosts)).toEqual(HOSTS.map(({ name }) => name));
    for (const { name, libraries = [], recipes } of HOSTS) {
      expect(hosts[name]!.libraries).toEqual(
        Object.fromEntries(libraries.map((library) => [library, versionOf(library)])),
      );
      expect(hosts[name]!.recipe).toBe(recipes && checksumOf(recipes));
    }
  });

  it('each page has started while the service was away', () => {
    expect(Object.keys(outages)).toEqual(HOSTS.map(({ name }) => name));
    for (const [name, starts] of Object.entries(outages))
      expect(starts, name).toEqual({
        without: expect.any(Number) as number,
        refused: expect.any(Number) as number,
        late: expect.any(Number) as number,
        hanging: expect.any(Number) as number,
      });
  });
});

it('projects of portals: the record has each kind, with its versions and the examples of the guide', () => {
  expect(Object.keys(projects)).toEqual(KINDS.map(({ name }) => name));
  for (const { name, packages: own, examples } of KINDS) {
    const { versions, examples: checksums } = projects[name]!;
    expect({ ...versions, ...own }).toEqual({ ...own, ...versions });
    expect(checksums).toEqual(examples && packages.checksumsOf(Object.values(examples)));
  }
});

it.each(FRONT_ENDS.flatMap((front) => WAYS.map((way) => ({ front, way, name: `${front.name}-${way}` }))))(
  'RuoYi, $name: nothing was wrong, with the patch as it is',
  ({ front, way, name }) => {
    const { faults, starts } = patched.results[name]!;
    expect(faults).toEqual([]);
    expect(Object.keys(starts)).toEqual([...OUTAGES]);
    if (way !== 'without') expect(patched.patches[name]).toBe(checksumOfPatch(front, way));
  },
);
