/** The text that `npm start` prints when everything is up: addresses, and the demo accounts as a table. */
import { relative } from 'node:path';
import { styleText } from 'node:util';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './data/accounts.ts';
import { DEMO_STAFF } from './data/staff.ts';
import type { Settings } from './settings.ts';

/** The width of a text in a terminal: Chinese characters and full-width forms take two columns. */
export const columnsOf = (text: string): number =>
  [...text].reduce(
    (sum, character) => sum + (/[ᄀ-ᅟ⺀-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦]/.test(character) ? 2 : 1),
    0,
  );

/** Rows under a heading, with columns aligned in the terminal. */
export function table(heading: string[], rows: string[][]): string {
  const widths = heading.map((_, at) =>
    Math.max(...[heading, ...rows].map((row) => columnsOf(row[at] ?? ''))),
  );
  const line = (row: string[]) =>
    row
      .map((cell, at) => cell + ' '.repeat(widths[at]! - columnsOf(cell)))
      .join('   ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('───');
  return [line(heading), rule, ...rows.map(line)].map((text) => `  ${text}`).join('\n');
}

export function summary(settings: Settings, log: string, stream: NodeJS.WriteStream): string {
  const strong = (text: string) => styleText('bold', text, { stream });
  const accounts = DEMO_ACCOUNTS.map(({ title, loginName, unit }) => [
    title,
    loginName ?? unit.code,
    unit.name,
  ]);
  const file = (path: string) => {
    const short = relative(process.cwd(), path);
    return short.startsWith('..') ? path : short;
  };
  return `
  ${strong('Demo portal')}            ${strong(settings.portalUrl)}
  Another department     ${strong(settings.departmentUrl)}${
    settings.qa
      ? `
  Pages for testers      ${settings.portalUrl}/qa`
      : ''
  }
  Phone for SMS codes    ${settings.portalUrl}/phone
  Certification service  ${settings.bffUrl}
  Desk for staff         ${strong(settings.deskUrl)}  (${DEMO_STAFF.map(({ subject, title }) => `${title} ${subject}`).join('、')}: chosen without a password)
  Data                   ${file(settings.dataDir)}  (log: ${file(log)})

${table(['演示账号', '用户名', '单位'], accounts)}

  The password of all accounts is ${strong(DEMO_PASSWORD)}. The list beside the login opens them by one tap.
  New units register at ${settings.portalUrl}/register.

  Ctrl-C stops everything.
`;
}
