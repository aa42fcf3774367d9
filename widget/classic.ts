/**
 * For pages that cannot use `<script type="module">`: finds its own URL and imports the module
 * beside it. It accepts calls at once, so that the page need not wait for the module.
 */
import { VERSION } from '../bff/contract/version.ts';
import { type Commands, pageObject, serve } from './elements/page-object.ts';
import { stub } from './elements/stub.ts';
import { announceSignOut } from './session/sign-out.ts';
import { tellOtherTabs } from './session/tabs.ts';

const page = pageObject();
const script = document.currentScript as HTMLScriptElement | null;
let fail: (reason: unknown) => void;
const failed = new Promise<void>((resolve) => {
  fail = (reason) => {
    console.error('unit-certification: the widget could not be loaded', reason);
    page.failed = true;
    resolve();
    script?.dispatchEvent(new Event('error')); // as if it had not come itself
  };
});
// Other tabs are told at once: after a sign-out the page is often left.
Object.assign(page, stub(page, failed), { signOut: () => announceSignOut(tellOtherTabs) });

/**
 * A micro-frontend evaluates the script's text: no script is current, but the stack names the
 * text's URL (`sourceURL`).
 */
const [, address] =
  /(https?:\S*\/unit-[\w-]+)\.classic\.js/.exec(`${script?.src} ${new Error().stack}`) ?? [];

/**
 * The module, after a failure by its other address: browsers do not ask for the first one again.
 */
const versioned = (path: string): string => path.replace(/(?=unit-[\w-]+$)/, `${VERSION}/`);

if (address)
  import(`${page.failed ? versioned(address) : address}.js`).then((module: Partial<Commands>) => {
    // A micro-frontend gives the script another global object than the module has.
    if (page.configure !== module.configure) serve(module, page);
  }, fail!);
else fail!("the script's address is unknown here; use import('https://…/widget/unit-certification.js')");
