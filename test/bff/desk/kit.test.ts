/** The parts of a page at the desk: what they leave out, what they escape, and what they tie together. */
import { html } from 'hono/html';
import { describe, expect, it } from 'vitest';
import {
  badge,
  checksField,
  facts,
  form,
  groupedTable,
  nextPage,
  table,
  textArea,
  textField,
  type Column,
} from '../../../bff/desk/kit/index.ts';

/** Without the spaces that mean nothing. */
const text = (made: unknown) =>
  String(made)
    .replace(/\s+/g, ' ')
    .replace(/ +(?=\/?>)/g, '');
const cellsOf = (made: unknown) => text(made).match(/<t[dh][^>]*>.*?<\/t[dh]>/g) ?? [];

interface Unit {
  name: string;
  until: string;
  state: 'open' | 'over';
}
const UNITS: readonly Unit[] = [
  { name: '<b>甲</b>', until: '2026年12月1日', state: 'open' },
  { name: '乙', until: '', state: 'over' },
];
const COLUMNS: readonly Column<Unit>[] = [
  { title: '单位', isHead: true, cell: ({ name }) => name },
  { title: '期限（含当天）', label: '期限', kind: 'last-day', cell: ({ until }) => until },
  { title: '状态', cell: ({ state }) => badge(['care', state]) },
];

describe('a table', () => {
  it('has for each cell the title of its column, escapes values, and leaves an empty cell empty', () => {
    expect(cellsOf(table({ rows: UNITS, columns: COLUMNS })).slice(3)).toEqual([
      '<th scope="row">&lt;b&gt;甲&lt;/b&gt;</th>',
      '<td class="last-day" data-label="期限">2026年12月1日</td>',
      '<td data-label="状态"><div><span class="state care-text">open</span></div></td>',
      '<th scope="row">乙</th>',
      '<td class="last-day" data-label="期限"></td>',
      '<td data-label="状态"><div><span class="state care-text">over</span></div></td>',
    ]);
  });

  it('says its sentence when it has no rows', () => {
    const made = text(table({ rows: [], columns: COLUMNS, none: '没有单位。' }));
    expect(made).toBe('<p>没有单位。</p>');
  });

  it('is a region with a name where it may be wider than its place', () => {
    expect(text(table({ rows: UNITS, columns: COLUMNS, label: '单位' }))).toMatch(
      /^<div class="wide" tabindex="0" role="region" aria-label="单位"><table/,
    );
  });

  it('leaves out a column that is false, and spans the rest by the head of a group', () => {
    const columns = [...COLUMNS, false as const];
    const made = text(groupedTable({ columns, groups: [{ head: '网站', rows: UNITS }] }));
    expect(made).toContain('<th scope="rowgroup" colspan="3">网站</th>');
  });

  it('takes the kind of a cell from its row', () => {
    const until = {
      ...COLUMNS[1]!,
      kind: ({ state }: Unit) => (state === 'open' ? 'last-day' : 'one-line'),
    } as const;
    expect(cellsOf(table({ rows: UNITS, columns: [until] })).slice(1)).toEqual([
      expect.stringContaining('class="last-day"'),
      expect.stringContaining('class="one-line"'),
    ]);
  });
});

it('facts without a value are left out', () => {
  const made = facts([
    ['甲', '一'],
    ['乙', ''],
    ['丙', null],
    ['丁', undefined],
    ['戊', 0],
  ]);
  expect(text(made).match(/<dt>.<\/dt>/g)).toEqual(['<dt>甲</dt>', '<dt>戊</dt>']);
});

describe('a form', () => {
  it('has the token of its session and sends back what is hidden', () => {
    const made = form({ csrf: 'token' }, { action: '/x', hidden: { id: '7' }, buttons: [{ words: '提交' }] });
    expect(text(made)).toContain('<input type="hidden" name="csrf" value="token"/>');
    expect(text(made)).toContain('<input type="hidden" name="id" value="7"/>');
  });

  it('leaves its fields and buttons out on paper where it shows something else', () => {
    const made = form(
      { csrf: 'x' },
      { action: '/x', shown: html`<i>表</i>`, body: '理由', buttons: [{ words: '提交' }] },
    );
    expect(text(made)).toMatch(/class="on-paper".*<i>表<\/i> ?<div class="no-paper">理由 <button/);
  });

  it('gives each button its weight and its address', () => {
    const made = form(
      { csrf: 'x' },
      {
        action: '/x',
        buttons: [{ words: '重发' }, { words: '删除', weight: 'second-danger', action: '/y' }],
      },
    );
    expect(text(made)).toContain('<button class="second danger" formaction="/y">删除</button>');
  });
});

describe('a field', () => {
  it('is described by its hint, and by its mistake once it has one, at which the page opens', () => {
    const field = { id: 'note', label: '说明', hint: '一句话', value: '"' };
    expect(text(textField(field))).toMatch(/value="&quot;".*aria-describedby="note-hint"\/>/);
    expect(text(textField({ ...field, error: '请写说明。' }))).toMatch(
      /aria-describedby="note-hint note-error" aria-invalid="true" autofocus.*id="note-error" role="alert">请写说明。</,
    );
  });

  it('keeps a first line break that was typed', () => {
    expect(String(textArea({ id: 'note', label: '说明', value: '\n一' }))).toMatch(/>\n\n一<\/textarea>/);
  });

  it('of boxes marks those that are not ticked', () => {
    const made = checksField({
      name: 'seen',
      legend: '材料',
      error: '还没有勾选',
      values: ['a'],
      options: [
        { value: 'a', words: '甲' },
        { value: 'b', words: '乙' },
      ],
    });
    expect(text(made)).toMatch(/value="a" checked/);
    expect(text(made)).toMatch(/value="b" aria-describedby="seen-error" aria-invalid="true"/);
    expect(text(made).match(/aria-invalid/g)).toHaveLength(1);
  });
});

it('the last page of a list leads to no other', () => {
  expect(nextPage(undefined)).toBe('');
  expect(text(nextPage('/x?after=1'))).toContain('<a href="/x?after=1">下一页</a>');
});
