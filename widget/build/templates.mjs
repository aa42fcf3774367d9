/** Rollup plugin: minifies the HTML and CSS in templates. */
import minifyHtmlLiterals from '@lit-labs/rollup-plugin-minify-html-literals';
import { defaultStrategy } from '@lit-labs/rollup-plugin-minify-html-literals/lib/strategy.js';

/**
 * A template's source writes a backslash as two. The plugin does not know, and the shortest CSS may have one
 * (`[style*=display\:none]`): without the second, browsers drop the whole rule.
 */
const strategy = {
  ...defaultStrategy,
  minifyCSS: (css, options) =>
    defaultStrategy.minifyCSS(css.replaceAll('\\\\', '\\'), options).replaceAll('\\', '\\\\'),
};

export const minifiedTemplates = () => minifyHtmlLiterals({ failOnError: true, options: { strategy } });
