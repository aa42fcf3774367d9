/** Marks style text, for editors and for the build, which takes its whitespace out. */
export const css = (strings: TemplateStringsArray): string => strings[0]!;
