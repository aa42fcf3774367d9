/** The pictures of the README and of docs/{zh,en}/theming.md. */
import { readExample } from '../../docs/support/examples.ts';
import { accountOf, visit, type Visit } from '../../e2e/support/visit.ts';
import { ACCOUNTS } from '../../support/demo-words.ts';
import { WORDS, labelOf } from '../../support/words.ts';
import { keeper, type Keep } from './kept.ts';
import { atDemo, type Wanted } from './stage.ts';

const VIEWPORT = { width: 1366, height: 768 };

/** The form in its default theme, with the guide's example, and in the dark theme. */
async function takeThemes(keep: Keep, { page, dialog }: Visit): Promise<void> {
  const wear = (css: string) =>
    page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    }, css);
  await keep(dialog, 'theming-default');
  await wear(readExample('theming.css'));
  await keep(dialog, 'theming-host');
  await wear('');
  await page.emulateMedia({ colorScheme: 'dark' });
  await keep(dialog, 'theming-dark');
  await page.emulateMedia({ colorScheme: 'light' });
}

export const takeReadme = (isWanted: Wanted): Promise<void> =>
  atDemo(async (demo, browser) => {
    const keep = keeper(browser, isWanted);
    const account = accountOf(ACCOUNTS.legalRepresentative);
    const who = await visit(browser, demo.portal, VIEWPORT);
    await who.logIn(account.title);
    await who.button(WORDS.prompt.confirm).waitFor();
    await keep(who.page, 'prompt');
    await who.button(WORDS.prompt.confirm).click();
    await who.fill(account.claims[0]!);
    await who.dialog.getByRole('textbox', { name: labelOf('legalRepresentative.name'), exact: true }).click();
    await keep(who.page, 'form');
    await takeThemes(keep, who);
    await who.button(WORDS.form.submit).click();
    await who.button(WORDS.results.done).click();
    await who.page.goto(`${demo.portal}/settings/certification`);
    await who.page
      .getByRole('listitem')
      .filter({ hasText: WORDS.center.kinds['real-name'] })
      .getByText(WORDS.center.status.certified)
      .waitFor();
    const told = who.page.locator('[data-event="unit.certified"]');
    while ((await told.count()) === 0) await who.page.reload({ waitUntil: 'networkidle' });
    await keep(who.page, 'center');
  });
