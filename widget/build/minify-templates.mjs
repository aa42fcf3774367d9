/**
 * Rollup plugin: takes the layout whitespace out of `html`, `svg` and `css` templates. It never looks inside an
 * expression, and keeps one space wherever a browser could see a difference.
 */

/** Whitespace with a line break is layout: it goes between tags and text, and shrinks to a space within a tag. */
function minifyHtml(text, state) {
  let result = '';
  for (const piece of text.split(/(<|>|\s*\n\s*)/)) {
    if (piece === '<') state.inTag = true;
    else if (piece === '>') state.inTag = false;
    result += /^\s*\n\s*$/.test(piece) ? (state.inTag ? ' ' : '') : piece;
  }
  return result.replace(/ (?=\/?>)/g, '');
}

const minifyCss = (text) =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .replace(/\b0\./g, '.')
    .trim();

const TAGS = { html: minifyHtml, svg: minifyHtml, css: minifyCss };

function* taggedTemplates(node) {
  if (!node || typeof node !== 'object') return;
  if (node.type === 'TaggedTemplateExpression' && node.tag.name in TAGS) yield node;
  for (const child of Object.values(node))
    for (const each of Array.isArray(child) ? child : [child]) yield* taggedTemplates(each);
}

export function minifyTemplates(MagicString) {
  return {
    name: 'minify-templates',
    transform(code, id) {
      if (!id.endsWith('.ts') || !/\b(html|svg|css)`/.test(code)) return null;
      const edited = new MagicString(code);
      for (const { tag, quasi } of taggedTemplates(this.parse(code))) {
        const state = { inTag: false };
        for (const { start, end, value } of quasi.quasis) {
          if (tag.name === 'html' && /='[^']*$|<!--/.test(value.raw))
            this.error(
              'the build of lit-html has no comments and no values in single quotes (small-lit.mjs)',
            );
          const shorter = TAGS[tag.name](value.raw, state);
          if (shorter !== value.raw) edited.update(start, end, shorter);
        }
      }
      return { code: edited.toString(), map: edited.generateMap({ hires: true }) };
    },
  };
}
