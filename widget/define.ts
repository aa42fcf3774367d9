/** Registers an element; a page that includes the script twice keeps the first definition. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}

/** The BFF that served a script, from the script's URL (`…/widget/<name>.js`, path prefixes allowed), without a final slash. */
export const bffOf = (scriptUrl: string): string | undefined =>
  /^(https?:.+)\/widget\/unit-[\w.]+\.js/.exec(scriptUrl.replace(/[?#].*/, ''))?.[1];
