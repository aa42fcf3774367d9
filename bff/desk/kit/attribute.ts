import { html } from 'hono/html';
import type { Html } from './text.ts';

/** An attribute of an element; '' is none. */
export const attribute = (name: string, value: string | number | undefined): Html | '' =>
  value === undefined || value === '' ? '' : html`${name}="${value}"`;

/** Several words, without those that are ''. */
export const spaced = (...all: readonly string[]): string => all.filter((one) => one !== '').join(' ');
