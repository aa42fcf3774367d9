/** Choices in one form. */
import { expect } from '@open-wc/testing';
import { html, render } from 'lit';
import { type FieldHandlers, type FieldModel, fieldView } from '../../../widget/form/field-view.ts';
import type { FieldWords } from '../../../widget/form/form-words.ts';

const OPTIONS = ['no', 'yes'];

const CHOICE: FieldModel = {
  field: { id: '', control: 'choice', options: OPTIONS },
  value: 'no',
  error: undefined,
  doubt: undefined,
  hasExpired: false,
  canConfirm: false,
  autocomplete: '',
  autofocus: false,
  readonly: false,
};
const IGNORED: FieldHandlers = { type: () => {}, choose: () => {}, confirm: () => {} };

function viewOf(id: string): unknown {
  const options = Object.fromEntries(
    OPTIONS.map((value) => [value, { label: `${id}: ${value}`, hint: '', appears: '' }]),
  );
  const words = { fields: { [id]: { label: id, options } } } as Partial<FieldWords> as FieldWords;
  return fieldView({ ...CHOICE, field: { id, control: 'choice', options: OPTIONS } }, words, IGNORED);
}

describe('choices', () => {
  it('with the same options have their own labels', () => {
    const form = document.createElement('form');
    render(html`${viewOf('a')}${viewOf('b.c')}`, form);
    const labels = [...form.querySelectorAll('input')].map(
      (input) => form.querySelector<HTMLElement>(`#${input.getAttribute('aria-labelledby')}`)!.textContent,
    );
    expect(labels).to.deep.equal(['a: no', 'a: yes', 'b.c: no', 'b.c: yes']);
  });
});
