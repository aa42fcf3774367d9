/** Enter and Escape that end an input method's composition are not for the form or the dialog (Safari tells by 229 only). */
export function letCompositionEnd(event: KeyboardEvent): void {
  const ends = event.key === 'Enter' || event.key === 'Escape';
  if (ends && (event.isComposing || event.keyCode === 229)) event.preventDefault();
}
