/** Forms: one that does something, with the token of its session, and one that finds something. */
import { html } from 'hono/html';
import { head, type Parts } from './card.ts';
import { described, fieldError } from './field.ts';
import { attribute, type Html, spaced } from './text.ts';

/** `first`: what the page is for. `danger`: it cannot be taken back. */
export type Weight = 'first' | 'second' | 'danger' | 'second-danger' | 'plain';

const CLASSES: Record<Weight, string> = {
  first: '',
  second: 'second',
  danger: 'danger',
  'second-danger': 'second danger',
  plain: 'plain',
};

export interface Button {
  words: string;
  weight?: Weight;
  /** The address to which it sends, in the place of the form's. */
  action?: string;
}

const buttonOf = ({ words: text, weight = 'first', action }: Button): Html => {
  const named = attribute('class', CLASSES[weight]);
  const attributes = action === undefined ? named : html`${named} formaction="${action}"`;
  return html`<button ${attributes}>${text}</button>`;
};

const buttonsOf = (buttons: readonly Button[]): Html =>
  buttons.length === 1
    ? buttonOf(buttons[0]!)
    : html`<div class="row">${buttons.map((button) => buttonOf(button))}</div>`;

const fieldsRow = (fields: readonly Html[], buttons: readonly Button[]): Html =>
  html`<div class="fields">${fields} ${buttons.map((button) => buttonOf(button))}</div>`;

export interface Form {
  action: string;
  title?: string;
  /** Values that are sent back as they are. */
  hidden?: Record<string, string>;
  /** Stands on paper too, where a form has neither fields nor buttons. */
  shown?: Parts;
  body?: Parts;
  /** Fields in a row, with the buttons after them. */
  fields?: readonly Html[];
  buttons: readonly [Button, ...Button[]];
  isCard?: boolean;
}

/**
 * A form that changes something or is answered with something not to be kept. Only the pages of
 * this session can send it.
 */
export const form = (
  { csrf }: { csrf: string },
  { action, title, hidden = {}, shown, body, fields, buttons, isCard = false }: Form,
): Html => {
  const names = spaced(isCard ? 'card' : '', shown === undefined ? '' : 'on-paper');
  const rest = html`${body} ${fields === undefined ? buttonsOf(buttons) : fieldsRow(fields, buttons)}`;
  return html`<form ${attribute('class', names)} method="post" action="${action}">
    <input type="hidden" name="csrf" value="${csrf}" />
    ${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    ${title === undefined ? '' : html`<h2>${title}</h2>`}
    ${
      shown === undefined
        ? rest
        : html`${shown}
            <div class="no-paper">${rest}</div>`
    }
  </form>`;
};

interface FilterForm {
  action: string;
  fields: readonly Html[];
  button: string;
  /** Below the fields. */
  more?: Html;
}

/** A form that finds by several fields. */
export const filterForm = ({ action, fields, button, more }: FilterForm): Html =>
  html`<form method="get" action="${action}" role="search">
    ${fieldsRow(fields, [{ words: button }])} ${more}
  </form>`;

const PERSONS_NUMBERS = ['id-number', 'phone-number'] as const;
/** In an address, in the place of such a number that was typed into a search. */
export type PersonsNumber = (typeof PERSONS_NUMBERS)[number];
export const isPersonsNumber = (given: string): given is PersonsNumber =>
  PERSONS_NUMBERS.some((one) => one === given);

/** A field that was searched with a person's number is empty. */
export const shownInField = (given: string): string => (isPersonsNumber(given) ? '' : given);

export interface Search {
  path: string;
  /** The page's title. */
  title: string;
  /** The parameter's name in the address. */
  name: string;
  label: string;
  hint: string;
  button: string;
  hasFocus?: boolean;
}

/**
 * `given`: what was searched before. `error`: what is wrong with it. `isShort`: one row, where its
 * answer is on the page.
 */
export const searchForm = (
  { path, name, label, hint, button, hasFocus }: Search,
  given: string,
  { error = '', isShort = false }: { error?: string; isShort?: boolean } = {},
): Html =>
  html`<form class="${spaced('card', isShort ? 'short' : '')}" method="get" action="${path}" role="search">
    <label for="${name}">${label}</label>
    ${isShort ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}
    <div class="row">
      <input
        class="code"
        type="search"
        id="${name}"
        name="${name}"
        value="${shownInField(given)}"
        maxlength="40"
        autocomplete="off"
        spellcheck="false"
        ${isShort ? '' : described({ id: name, hint, error })}
        ${hasFocus && given === '' ? 'autofocus' : ''}
      />
      ${fieldError(name, error)} ${buttonOf({ words: button })}
    </div>
  </form>`;

/** The head of a page that finds something. */
export const searchHead = (
  search: Search,
  given: string,
  { lead = '', ...more }: { lead?: string; error?: string; isShort?: boolean } = {},
): Html => html`${head(search.title, lead)} ${searchForm(search, given, more)}`;
