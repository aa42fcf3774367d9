/** Rollup plugin: what editors and documentation tools know of the elements: `custom-elements.json`, and VS Code's form of it. */
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { generateVsCodeCustomElementData } from 'custom-element-vs-code-integration';

const SOURCES = [
  'widget/elements/widget-element.ts',
  'widget/elements/unit-certification.ts',
  'widget/elements/unit-registration.ts',
];

const isPublic = (member) => member.privacy === undefined && !member.static;

/** One is seen in the helper that dispatches them all. */
const isNamed = (event) => /^(certification-|unit-registered)/.test(event.name);

export function elementsManifest() {
  let manifest;
  return {
    name: 'elements-manifest',
    async generateBundle() {
      const globs = SOURCES.flatMap((source) => ['--globs', source]);
      manifest = await cli({ argv: ['analyze', '--quiet', ...globs], noWrite: true });
      for (const declaration of manifest.modules.flatMap(({ declarations = [] }) => declarations)) {
        declaration.members = declaration.members?.filter(isPublic);
        declaration.events = declaration.events?.filter(isNamed);
      }
      const source = `${JSON.stringify(manifest, null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: 'custom-elements.json', source });
    },
    writeBundle({ dir }) {
      generateVsCodeCustomElementData(manifest, { outdir: dir, hideLogs: true });
    },
  };
}
