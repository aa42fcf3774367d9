/** Chinese has no spaces at which a narrow line could break: a text says where it may. */
import { html, raw } from 'hono/html';

type Html = ReturnType<typeof html>;

/** The mark at a phrase's end, in texts that are shown by `inPhrases`. */
const BORDER = '|';

/** As it is read, for titles and for those who listen. */
export const plain = (text: string): string => text.replaceAll(BORDER, '');

/** Breaks at its marks, spaces and punctuation only, as long as its element has `word-break: keep-all`. */
export const inPhrases = (text: string): Html =>
  html`${text.split(BORDER).map((phrase, at) => html`${at > 0 ? raw('<wbr>') : ''}${phrase}`)}`;
