/** One prompt a page: the element whose prompt, or what follows it, is open. */
let prompting: Element | undefined;

/** False while another element prompts. */
export function claimPrompt(element: Element): boolean {
  prompting ??= element;
  return prompting === element;
}

export const promptsElsewhere = (element: Element): boolean => !!prompting && prompting !== element;

export function releasePrompt(element: Element): void {
  if (prompting === element) prompting = undefined;
}
