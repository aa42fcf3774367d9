/** For pages that cannot use `<script type="module">`: remembers its own URL and imports the module beside it. */
const { src } = document.currentScript as HTMLScriptElement;

import(src.replace(/\.classic\.js.*/, '.js')).catch((error: unknown) =>
  console.error('unit-certification: the widget could not be loaded', error),
);
