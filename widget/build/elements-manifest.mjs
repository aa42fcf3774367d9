/**
 * Rollup plugin: writes `custom-elements.json` and VS Code's variant of it, which describe the
 * elements to editors and documentation tools. The paths in them are those of the package.
 */
import { readdirSync } from 'node:fs';
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { generateVsCodeCustomElementData } from 'custom-element-vs-code-integration';
import { PACKAGES } from '../../.ci/pack/packages.mjs';

const SOURCES = [
  'widget-element',
  'certification-element',
  'unit-certification',
  'unit-certification-center',
  'unit-registration',
].map((name) => `widget/elements/${name}.ts`);

const isPublic = (member) => member.privacy === undefined && !member.static;

/** The analyzer also reports a nameless event of the helper that dispatches all events. */
const isNamed = (event) => /^(certification-|unit-registered)/.test(event.name);

/**
 * `open` is an attribute, and read it is a method: a getter and a setter, which the analyzer takes
 * for a field.
 */
const withOpen = (members) =>
  members.flatMap((member) =>
    member.name === 'open'
      ? [
          {
            kind: 'method',
            name: 'open',
            description: member.description,
            return: { type: { text: 'void' } },
          },
        ]
      : [member],
  );

/**
 * Lists the members of the base classes as the element's own, because the package does not export
 * those.
 */
const described = ({ members = [], events = [], ...declaration }) => ({
  ...declaration,
  superclass: { name: 'LitElement', package: 'lit' },
  members: withOpen(members.filter(isPublic)),
  events: events.filter(isNamed),
});

/** Each language is a folder. */
const locale = readdirSync('widget/locales', { withFileTypes: true })
  .flatMap((entry) => (entry.isDirectory() ? [`'${entry.name}'`] : []))
  .join(' | ');

/**
 * JSON replacer: removes references to the base classes, and writes the languages instead of the
 * type's name.
 */
const said = (key, value) => {
  if (key === 'inheritedFrom') return undefined;
  return key === 'text' ? value.replace(/\bLocale\b/, locale) : value;
};

/** The paths by which the package exports the classes, and by which it defines each element. */
function modulesOf(declarations, { classes, defines }) {
  const referenceTo = ({ name }) => ({ name, module: classes });
  return [
    {
      path: classes,
      declarations,
      exports: declarations.map((each) => ({ kind: 'js', name: each.name, declaration: referenceTo(each) })),
    },
    ...declarations.map((each) => ({
      path: defines[each.tagName],
      declarations: [],
      exports: [{ kind: 'custom-element-definition', name: each.tagName, declaration: referenceTo(each) }],
    })),
  ].map((module) => ({ kind: 'javascript-module', ...module }));
}

function packagePaths() {
  const { exports } = PACKAGES.find(({ manifest }) => manifest.name === 'unit-certification').manifest;
  const pathOf = (name) => exports[name].default.replace('./', '');
  return {
    classes: pathOf('.'),
    defines: {
      'unit-certification': pathOf('./define'),
      'unit-certification-center': pathOf('./center'),
      'unit-registration': pathOf('./registration'),
    },
  };
}

export function elementsManifest() {
  let manifest;
  return {
    name: 'elements-manifest',
    async generateBundle({ dir }) {
      const globs = SOURCES.flatMap((source) => ['--globs', source]);
      // It also writes this folder's manifest into package.json, as `customElements`.
      const argv = ['analyze', '--quiet', '--outdir', dir, ...globs];
      const analyzed = await cli({ argv, noWrite: true });
      const elements = analyzed.modules
        .flatMap(({ declarations = [] }) => declarations)
        .filter(({ tagName }) => tagName);
      const text = JSON.stringify(
        { ...analyzed, modules: modulesOf(elements.map(described), packagePaths()) },
        said,
        2,
      );
      manifest = JSON.parse(text);
      const source = `${text}\n`;
      this.emitFile({ type: 'asset', fileName: 'custom-elements.json', source });
    },
    writeBundle({ dir }) {
      generateVsCodeCustomElementData(manifest, { outdir: dir, hideLogs: true });
    },
  };
}
