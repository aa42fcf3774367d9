/** Choices in one form. */
import { expect } from '@open-wc/testing';
import { html, render } from 'lit';
import { choiceView } from '../../../widget/form/field-view.ts';
import type { ChoiceField } from '../../../widget/form/fields.ts';

const OPTIONS = ['no', 'yes'];

const viewOf = (id: string): unknown =>
  choiceView({ id, control: 'choice', options: OPTIONS } as ChoiceField, {
    words: {
      label: id,
      options: Object.fromEntries(
        OPTIONS.map((value) => [value, { label: `${id}: ${value}`, hint: '', appears: '' }]),
      ),
    },
    chosen: 'no',
    choose: () => {},
    autofocus: false,
    readonly: false,
  });

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
