/**
 * Rollup plugin: minifies the HTML and CSS in templates, and lowers the CSS to what the oldest
 * browsers know.
 */
import minifyHtmlLiterals from '@lit-labs/rollup-plugin-minify-html-literals';
import { defaultStrategy } from '@lit-labs/rollup-plugin-minify-html-literals/lib/strategy.js';
import { styles } from './oldest.mjs';

/**
 * In a template's source a backslash is written twice. The plugin does not do so, and minified CSS
 * may have one (`[style*=display\:none]`). With only one, browsers drop the whole rule.
 */
const strategy = {
  ...defaultStrategy,
  minifyCSS: (css, options) =>
    defaultStrategy
      .minifyCSS(css.replaceAll('\\\\', '\\'), { ...options, targets: styles })
      .replaceAll('\\', '\\\\'),
};

export const minifiedTemplates = () => minifyHtmlLiterals({ failOnError: true, options: { strategy } });
