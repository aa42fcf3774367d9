/**
 * The tables that SQL in TypeScript names. It reads the syntax tree, so comments and other code do not count, and of SQL the clauses in which
 * a table may stand, with each table of a list.
 */
import ts from 'typescript';

export interface Named {
  table: string;
  writes: boolean;
}

interface Found {
  named: Named[];
  /** The places, as SQL, in which a value stands for a table: `from ${table}`. */
  byValue: string[];
}

/** In the place of a value of a template. */
const VALUE = '\u25a1';

const TOKEN = /--[^\n]*|\/\*[\s\S]*?\*\/|'[^']*'(?:::regclass)?|"[^"]*"|[\w\u25a1]+|[(),;.]/g;

/** The words after which tables are listed. */
const LISTING = /^(from|using)$/;
/** They end such a list, but for the comma, at the same depth. */
const ENDING =
  /^(where|group|order|having|limit|offset|window|union|except|intersect|returning|set|select|values|for|do|when|end|then|else|from|using|;)$/;
/** They may stand between the word and the table. */
const BETWEEN = /^(only|lateral|if|exists|not|table|public|\.|\()$/;

/** The tables in one SQL text, which may be a part of a statement. */
function tablesInSql(text: string, tables: ReadonlySet<string>): Found {
  const found: Found = { named: [], byValue: [] };
  const tokens = (text.match(TOKEN) ?? []).filter((token) => !/^(--|\/\*)/.test(token));
  const word = (at: number) => tokens[at]?.toLowerCase().replace(/^"(.*)"$/, '$1');
  /** The table at this place, behind the words that may stand between. */
  const take = (start: number, writes: boolean): void => {
    let at = start;
    while (BETWEEN.test(word(at) ?? '')) at++;
    const name = word(at) ?? '';
    if (name.includes(VALUE)) found.byValue.push(tokens.slice(Math.max(0, start - 2), at + 1).join(' '));
    else if (tables.has(name)) found.named.push({ table: name, writes });
  };
  const takeList = (start: number, writes: boolean): void => {
    take(start, writes);
    for (let at = start, depth = 0; at < tokens.length && depth >= 0; at++) {
      const token = word(at)!;
      if (token === '(') depth++;
      else if (token === ')') depth--;
      else if (depth === 0 && ENDING.test(token)) return;
      else if (depth === 0 && token === ',') take(at + 1, writes);
    }
  };
  tokens.forEach((token, at) => {
    const [before, now] = [word(at - 1), word(at)!];
    const regclass = /^'(\w+)'::regclass$/.exec(token)?.[1];
    if (regclass !== undefined && tables.has(regclass)) found.named.push({ table: regclass, writes: false });
    if (LISTING.test(now) && before !== 'distinct') takeList(at + 1, before === 'delete');
    else if (now === 'into' && /^(insert|merge)$/.test(before ?? '')) take(at + 1, true);
    else if (now === 'update' && !/^(do|for|key|on)$/.test(before ?? '')) take(at + 1, true);
    else if (/^(truncate|copy)$/.test(token)) takeList(at + 1, true);
    else if (now === 'table') take(at + 1, /^(alter|drop|create|temp|temporary)$/.test(before ?? ''));
    else if (now === 'join') take(at + 1, false);
  });
  return found;
}

/** The calls of Kysely that name a table, and those of its `sql`. */
const CALL =
  /^(selectFrom|insertInto|replaceInto|updateTable|deleteFrom|mergeInto|using|table|\w*[jJ]oin(Lateral)?)$/;
const WRITING_CALL = /^(insertInto|replaceInto|updateTable|deleteFrom|mergeInto)$/;

/** The text of a string or a template; undefined for another expression. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => VALUE + literal.text).join('');
}

/** Whether the value may be a table's name: a text, in a template without a tag; of Kysely's `sql` what it takes for a name. */
const isName = (value: ts.Expression, isTagged: boolean): boolean =>
  isTagged ? /^sql\.(table|ref|id|raw)\(/.test(value.getText()) : true;

/** A template whose values that are no names are left out: they are parameters or parts of SQL. */
function sqlOf(node: ts.TemplateExpression): string {
  const isTagged = ts.isTaggedTemplateExpression(node.parent);
  const parts = node.templateSpans.map(
    ({ expression, literal }) => (isName(expression, isTagged) ? VALUE : '0') + literal.text,
  );
  return node.head.text + parts.join('');
}

/** Other files have sentences with such words. */
const HAS_SQL = /\bkysely\b|\bquery[<(]/;

/** All tables that a file names in SQL, in calls of Kysely, and in lists of what one statement writes (`table: 'site'`). */
export function tablesIn(source: string, tables: ReadonlySet<string>): Found {
  const file = ts.createSourceFile('file.ts', source, ts.ScriptTarget.Latest, true);
  const found: Found = { named: [], byValue: [] };
  /** Texts that are a table's name and nothing else: of them come the values. */
  const names: string[] = [];
  const add = ({ named, byValue }: Found): void => {
    found.named.push(...named);
    found.byValue.push(...byValue);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const called = node.expression.name.text;
      const [first] = node.arguments;
      const given = first && ts.isArrayLiteralExpression(first) ? [...first.elements] : first ? [first] : [];
      for (const text of given.map(textOf)) {
        if (text === undefined) continue;
        const [name = ''] = text.split(/[\s(]/);
        if (CALL.test(called) && tables.has(name))
          found.named.push({ table: name, writes: WRITING_CALL.test(called) });
        if (called === 'copyIn') add(tablesInSql(`copy ${text}`, tables));
      }
    }
    if (
      ts.isPropertyAssignment(node) &&
      node.name.getText() === 'table' &&
      ts.isStringLiteralLike(node.initializer) &&
      tables.has(node.initializer.text)
    ) {
      found.named.push({ table: node.initializer.text, writes: true });
      return;
    }
    if (ts.isStringLiteralLike(node)) {
      add(tablesInSql(node.text, tables));
      if (tables.has(node.text)) names.push(node.text);
    }
    if (ts.isTemplateExpression(node)) add(tablesInSql(sqlOf(node), tables));
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (!HAS_SQL.test(source)) found.byValue = [];
  if (found.byValue.length > 0) found.named.push(...names.map((table) => ({ table, writes: false })));
  return found;
}
