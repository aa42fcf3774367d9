/**
 * Tables. On a phone each row is a list: a cell stands beside the title of its column, and the
 * row's head above them.
 */
import { html } from 'hono/html';
import { attribute, type Html, type Said, spaced } from './text.ts';

/**
 * How a cell breaks. A `time`, a `last-day`, a `number`, a `code` and `one-line` words take one
 * line; `long` text may break anywhere. A `last-day` is one on which something still holds: where
 * the title that says so is not shown, the cell does.
 */
export type CellKind = 'time' | 'last-day' | 'number' | 'code' | 'one-line' | 'long';

export interface Column<Row> {
  title: string;
  /** A shorter title, for a phone. */
  label?: string;
  /** '' is an empty cell, which a phone leaves out. */
  cell: (row: Row) => Said | number;
  kind?: CellKind | ((row: Row) => CellKind);
  /** The cell names its row. */
  isHead?: boolean;
}

/**
 * `linked`: the one link of a row can be clicked in all of it. `compared`: the text of a row
 * belongs together, and a row can be marked. `chart`: the last cell is a picture of the number
 * before it. `middle`: cells beside a box to tick. `events`: many rows, read by their labels.
 */
export type Look = 'linked' | 'compared' | 'chart' | 'middle' | 'events';

interface Shape<Row> {
  columns: readonly (Column<Row> | false)[];
  /** Names a table that may be wider than its place, and then scrolls. */
  label?: string;
  /** The id of the element that names a table which does not scroll. */
  labelledBy?: string;
  look?: Look;
  isMarked?: (row: Row) => boolean;
}

export interface Table<Row> extends Shape<Row> {
  rows: readonly Row[];
  /** The sentence in the place of a table without rows. */
  none?: string | undefined;
}

export interface Group<Row> {
  /** Above its rows. */
  head: Said;
  rows: readonly Row[];
}

/** A title of more characters leaves no room beside it on a phone. */
const BESIDE = 6;

const cellOf = <Row>({ title, label = title, cell, kind, isHead }: Column<Row>, row: Row): Html => {
  const content = cell(row);
  if (isHead) return html`<th scope="row">${content}</th>`;
  const names = spaced(
    (typeof kind === 'function' ? kind(row) : kind) ?? '',
    label.length > BESIDE ? 'below-label' : '',
  );
  const attributes =
    names === '' ? html`data-label="${label}"` : html`class="${names}" data-label="${label}"`;
  // The parts of a cell are one element, which stands beside its label.
  const made = typeof content === 'object' ? html`<div>${content}</div>` : content;
  return html`<td ${attributes}>${made}</td>`;
};

const titleOf = ({ title }: { title: string }): Html =>
  title === '' ? html`<td></td>` : html`<th scope="col">${title}</th>`;

const shown = <Row>({ columns }: Shape<Row>): Column<Row>[] => columns.filter((one) => one !== false);

const rowsOf = <Row>(shape: Shape<Row>, rows: readonly Row[]): Html[] =>
  rows.map(
    (row) =>
      html`<tr ${attribute('class', shape.isMarked?.(row) ? 'marked' : '')}>
        ${shown(shape).map((column) => cellOf(column, row))}
      </tr>`,
  );

const frameOf = <Row>(shape: Shape<Row>, bodies: readonly Html[]): Html => {
  const { label, labelledBy, look } = shape;
  const names = spaced(look === 'chart' ? '' : 'stack', look ?? '');
  const made = html`<table class="${names}" ${attribute('aria-labelledby', labelledBy)}>
    <thead>
      <tr>
        ${shown(shape).map(titleOf)}
      </tr>
    </thead>
    ${bodies.map(
      (body) =>
        html`<tbody>
          ${body}
        </tbody>`,
    )}
  </table>`;
  if (label === undefined) return made;
  return html`<div class="wide" tabindex="0" role="region" aria-label="${label}">${made}</div>`;
};

export const table = <Row>({ rows, none, ...shape }: Table<Row>): Html =>
  rows.length === 0 && none !== undefined
    ? html`<p>${none}</p>`
    : frameOf(shape, [html`${rowsOf(shape, rows)}`]);

/** A table whose rows belong to groups. */
export const groupedTable = <Row>({
  groups,
  ...shape
}: Shape<Row> & { groups: readonly Group<Row>[] }): Html =>
  frameOf(
    shape,
    groups.map(
      ({ head, rows }) =>
        html`<tr class="group">
            <th scope="rowgroup" colspan="${shown(shape).length}">${head}</th>
          </tr>
          ${rowsOf(shape, rows)}`,
    ),
  );
