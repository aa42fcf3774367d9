/** The structure of a page without its words, which is the same in both languages. */

/** Whole fenced blocks, runs of lines of a table, items of lists (also numbered), headings. */
const PARTS =
  /^(?<block>```.*?)^```$|(?<table>(?:^\|[^\n]*\n?)+)|^(?<item>(?:[-*]|\d+\.) )|^(?<heading>#+) /gms;

/** A line for each section: its heading's level, then its blocks, tables and lists in order. */
export function outlineOf(page: string): string[] {
  const sections: string[][] = [];
  for (const { groups } of page.matchAll(PARTS)) {
    const { block, table, item, heading } = groups!;
    const section = sections.at(-1) ?? [];
    if (heading !== undefined) sections.push([heading]);
    else if (table !== undefined) section.push(`table of ${table.trim().split('\n').length} lines`);
    else if (item !== undefined) section.push(item.trim());
    else section.push(block!.split('\n', 1)[0]!, `${block!.split('\n').length - 2} lines`);
  }
  return sections.map((section) => section.join(' '));
}
