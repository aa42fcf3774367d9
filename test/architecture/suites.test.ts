import { expect, it } from 'vitest';
import { SUITES, commandOf } from '../support/suites.ts';

const widget = SUITES.find(({ name }) => name === 'widget')!;

const chosenBy = (filter: string): string[] =>
  commandOf(widget, [filter]).filter((part) => part.startsWith('test/widget/'));

it('a filter chooses the widget’s tests with it anywhere in the path, and nothing else', () => {
  expect(chosenBy('modules')).toContain('test/widget/modules/session.test.ts');
  expect(chosenBy('pinned')).toEqual(['test/widget/pinned.test.ts']);
  expect(chosenBy('logins')).toEqual(['test/widget/logins.test.ts']);
});
