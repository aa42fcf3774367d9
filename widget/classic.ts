/**
 * For pages that cannot use `<script type="module">`: remembers its own URL, imports the module beside it, and takes the page's
 * defaults at once, so that nobody has to wait for the module.
 */
import type { Settings } from './elements/configuration.ts';

const { src } = document.currentScript as HTMLScriptElement;
const page = globalThis as {
  UnitCertification?: { settings: Settings; configure: (settings: Settings) => void };
};
const loader = (page.UnitCertification ??= {
  settings: {},
  configure: (settings) => Object.assign(loader.settings, settings),
});

import(src.replace(/\.classic\.js.*/, '.js')).then(
  ({ configure }: { configure: (settings: Settings) => void }) => {
    configure(loader.settings);
    loader.configure = configure;
  },
  (error: unknown) => console.error('unit-certification: the widget could not be loaded', error),
);
