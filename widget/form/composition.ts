/** Ignores the Enter or Escape that ends an input method's composition. In Safari only the key code 229 shows it. */
export function letCompositionEnd(event: KeyboardEvent): void {
  const ends = event.key === 'Enter' || event.key === 'Escape';
  if (ends && (event.isComposing || event.keyCode === 229)) event.preventDefault();
}
