/**
 * For pages that cannot use `<script type="module">`: remembers its own URL and imports the module beside it. It accepts
 * `configure()` at once, so that the page need not wait for the module.
 */
import type { Settings } from './elements/configuration.ts';
import { tellSignOut } from './session/sign-out.ts';
import { OtherTabs } from './session/tabs.ts';

const { src } = document.currentScript as HTMLScriptElement;
interface Loader {
  settings: Settings;
  configure: (settings: Settings) => void;
  signOut: () => void;
}

const page = globalThis as { UnitCertification?: Loader };
const loader = (page.UnitCertification ??= {
  settings: {},
  configure: (settings) => Object.assign(loader.settings, settings),
  signOut: () => tellSignOut(new OtherTabs()),
});

import(src.replace(/\.classic\.js.*/, '.js')).then(
  ({ configure, signOut }: Pick<Loader, 'configure' | 'signOut'>) => {
    configure(loader.settings);
    Object.assign(loader, { configure, signOut });
  },
  (error: unknown) => console.error('unit-certification: the widget could not be loaded', error),
);
