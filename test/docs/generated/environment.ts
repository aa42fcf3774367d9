/** Defaults of environment variables, and the numbers and words that they may be. */
import { factsOf, VARIABLES } from '../../../bff/server/config.ts';
import { readSettings } from '../../../demo/settings.ts';
import type { DocsLanguage } from '../support/pages.ts';
import { fillTable } from './table.ts';

const DEFAULT = 2;

const IN: Record<
  DocsLanguage,
  { comma: string; range: (from: number, to: number) => string; aside: (text: string) => string; old: RegExp }
> = {
  zh: {
    comma: '、',
    range: (from, to) => `${from}～${to}`,
    aside: (text) => `（${text}）`,
    old: /（(\d+～\d+|`[a-z]+`(、`[a-z]+`)+)）/g,
  },
  en: {
    comma: ', ',
    range: (from, to) => `${from} to ${to}`,
    aside: (text) => ` (${text})`,
    old: / \((\d+ to \d+|`[a-z]+`(, `[a-z]+`)+)\)/g,
  },
};

/** `present`: what people have written where the code has no default. */
function defaultOf(names: string[], present: string, language: DocsLanguage): string {
  const { comma, range, aside, old } = IN[language];
  const facts = names.map((name) => factsOf(name));
  const asides = facts.map(({ range: numbers, words }) => {
    if (numbers) return aside(range(...numbers));
    return words && words[0] !== 'true' ? aside(words.map((word) => `\`${word}\``).join(comma)) : '';
  });
  const texts = facts.every(({ fallback }) => fallback === undefined)
    ? [present.replace(old, '')]
    : facts.map(({ fallback }) => `\`${fallback}\``);
  const isSame = asides.every((each) => each === asides[0]);
  return isSame
    ? texts.join(comma) + asides[0]!
    : texts.map((text, index) => text + asides[index]!).join(comma);
}

export const fillEnvironment = (language: DocsLanguage) =>
  fillTable((names, cells) => {
    const unknown = names.filter((name) => !VARIABLES.includes(name));
    if (unknown.length > 0) throw new Error(`no variable is called ${unknown.join(', ')}`);
    return { [DEFAULT]: defaultOf(names, cells[DEFAULT]!, language) };
  });

const DEMO = readSettings({});
const OF_DEMO: Record<string, number> = {
  PORTAL_PORT: DEMO.portalPort,
  DEPARTMENT_PORT: DEMO.departmentPort,
  DEMO_DESK_PORT: DEMO.deskPort,
  DEMO_STAFF_LOGIN_PORT: DEMO.staffLoginPort,
  DEMO_BUSY_SECONDS: DEMO.busySeconds,
};

/** Numbers among the defaults of the demo; the others are addresses and words. */
export const fillDemo = (language: DocsLanguage) =>
  fillTable((names) => {
    const numbers = names.flatMap((name) => OF_DEMO[name] ?? []);
    return numbers.length < names.length
      ? {}
      : { [DEFAULT]: numbers.map((number) => `\`${number}\``).join(IN[language].comma) };
  });
