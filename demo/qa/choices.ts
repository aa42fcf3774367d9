/** How a scenario is shown. Each choice is a query parameter; its first value is the default. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../settings.ts';
import { SCENARIOS, type Scenario, type View } from './scenarios.ts';

/** The languages that have a folder in the widget; the widget's default first. */
const LANGUAGES = readdirSync(join(ROOT, 'widget/locales'), { withFileTypes: true })
  .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  .sort((a, b) => Number(b === 'zh-Hans') - Number(a === 'zh-Hans'));

export const CHOICES = {
  locale: { label: '语言', values: LANGUAGES },
  appearance: { label: '字号', values: ['standard', 'large'] },
  theme: { label: '主题', values: ['light', 'dark', 'brand'] },
  width: { label: '宽度', values: ['full', '768', '360'] },
} as const;

export type Choice = keyof typeof CHOICES;
export type Chosen = Record<Choice, string> & { view: View };

export const NAMES = Object.keys(CHOICES) as Choice[];
/** The uses of `<unit-certification>`. */
export const VIEWS: readonly View[] = ['prompt', 'form', 'center', 'gate'];
/** The views of the element, or the other element. */
export const USES: readonly View[] = [...VIEWS, 'registration'];

export const scenarioOf = (id: string | undefined): Scenario | undefined =>
  SCENARIOS.find((scenario) => scenario.id === id);

/** An unknown value in the address becomes the default. */
export function readChoices(query: (name: string) => string | undefined, scenario: Scenario): Chosen {
  const read = (name: Choice): string => {
    const values: readonly string[] = CHOICES[name].values;
    const given = query(name) ?? '';
    return values.includes(given) ? given : values[0]!;
  };
  const view = USES.find((each) => each === query('view')) ?? scenario.view;
  return {
    locale: read('locale'),
    appearance: read('appearance'),
    theme: read('theme'),
    width: read('width'),
    view,
  };
}
