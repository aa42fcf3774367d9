/**
 * For pages that cannot use `<script type="module">`: finds its own URL and imports the module beside it. It accepts
 * `configure()` at once, so that the page need not wait for the module.
 */
import type { Settings } from './elements/configuration.ts';
import { tellSignOut } from './session/sign-out.ts';
import { OtherTabs } from './session/tabs.ts';

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

/** A micro-frontend evaluates the script's text: no script is current, but the stack names the text's URL (`sourceURL`). */
const places = `${(document.currentScript as HTMLScriptElement | null)?.src} ${new Error().stack}`;
const [, address] = /(https?:\S*\/unit-[\w-]+)\.classic\.js/.exec(places) ?? [];
const fail = (reason: unknown): void =>
  console.error('unit-certification: the widget could not be loaded', reason);

if (address)
  import(`${address}.js`).then(({ configure, signOut }: Pick<Loader, 'configure' | 'signOut'>) => {
    configure(loader.settings);
    Object.assign(loader, { configure, signOut });
  }, fail);
else fail("the script's address is unknown here; use import('https://…/widget/unit-certification.js')");
