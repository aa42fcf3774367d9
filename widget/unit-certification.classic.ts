/** For pages that cannot use `<script type="module">`: remembers its own URL and imports the module beside it. */
const script = document.currentScript as HTMLScriptElement;
const url = new URL('unit-certification.js', script.src).href;

import(url).catch((error: unknown) =>
  console.error('unit-certification: the widget could not be loaded', error),
);
