/**
 * `npm run test:hosts [-- NAME…]`: the built widget in pages of portals with their real libraries, each in every language and every
 * appearance, pairwise. Writes `record.json` and the tables of `docs`; fails when a page has hurt the widget, or the widget a page.
 */
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { buildWidget } from '../../support/build-widget.ts';
import { launchBrowser } from '../../support/chromium.ts';
import { output } from '../../support/suites.ts';
import { checkVisit } from './checks.ts';
import { createCompare } from './compare.ts';
import { HOSTS, PLAIN, type Host } from './hosts.ts';
import { installLibraries, versionOf } from './libraries.ts';
import { startPortal } from './portal.ts';
import { checksumOf } from './recipes.ts';
import { CHECKS, readRecord, writeRecord, type Found } from './record.ts';
import { writeTables } from './table.ts';
import { APPEARANCES, LANGUAGES, visit, type Setting, type Visit } from './visit.ts';

buildWidget();

const pictures = `${output}/hosts`;
mkdirSync(pictures, { recursive: true });

const names = process.argv.slice(2);
const chosen = HOSTS.filter(({ name }) => !names.length || names.includes(name));

/** Each language and each appearance once in a host, each pair of them in every third host. */
const settingsOf = (host: Host): Setting[] =>
  LANGUAGES.map((language, index) => ({
    language,
    appearance: APPEARANCES[(index + HOSTS.indexOf(host)) % APPEARANCES.length]!,
  }));

const portal = await startPortal(await installLibraries(), [PLAIN, ...HOSTS]);
const browser = await launchBrowser();
const compare = await createCompare(browser);
const plains = new Map<string, Promise<Visit>>();

/** The same in the plain page, in a window as large as the host's frame. */
function plainOf({ frame }: Host, setting: Setting): Promise<Visit> {
  const size = frame && { width: frame.width, height: frame.height };
  const key = JSON.stringify([setting, size]);
  const known = plains.get(key) ?? visit(browser, portal, PLAIN, setting, size);
  plains.set(key, known);
  return known;
}

/** Resolves to the faults of a visit, and writes pictures of them to test/.output/hosts. */
async function keepPictures(host: Host, title: string, seen: Visit, plain: Visit): Promise<Found> {
  const found = await checkVisit(host, seen, plain, compare);
  const picture = (of: string, data: Buffer): Promise<void> =>
    writeFile(`${pictures}/${host.name} ${title} ${of}.png`.replaceAll(' ', '-'), data);
  if (found.looks?.length)
    for (const [step, { picture: data }] of seen.looks) {
      await picture(step, data);
      await picture(`${step} plain`, plain.looks.get(step)!.picture);
    }
  if (found.page?.length) {
    await picture('page before', seen.before.picture);
    await picture('page after', seen.after.picture);
  }
  return found;
}

const hosts = readRecord();
let failed = 0;
try {
  for (const host of chosen) {
    const found: Found = {};
    for (const setting of settingsOf(host)) {
      const title = `${setting.language} ${setting.appearance}`;
      const wrong = await plainOf(host, setting)
        .then(async (plain) => keepPictures(host, title, await visit(browser, portal, host, setting), plain))
        .catch((error: unknown): Found => ({ flow: [String(error).split('\n')[0]!] }));
      for (const check of CHECKS)
        for (const what of wrong[check] ?? []) (found[check] ??= []).push(`${title}: ${what}`);
    }
    const libraries = Object.fromEntries((host.libraries ?? []).map((name) => [name, versionOf(name)]));
    hosts[host.name] = {
      on: new Date().toISOString().slice(0, 10),
      chromium: browser.version(),
      libraries,
      ...(host.recipes && { recipe: checksumOf(host.recipes) }),
      found,
    };
    const wrong = CHECKS.flatMap((check) => (found[check] ?? []).map((what) => `${check}: ${what}`));
    if (wrong.length > 0) failed++;
    console.log(`${wrong.length > 0 ? '✗' : '✓'} ${host.name}`);
    for (const what of wrong.slice(0, 12)) console.log(`    ${what}`);
  }
  writeRecord(Object.fromEntries(HOSTS.flatMap(({ name }) => (hosts[name] ? [[name, hosts[name]]] : []))));
  writeTables(readRecord());
} finally {
  await browser.close();
  await portal.close();
}
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
