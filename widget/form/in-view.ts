/**
 * Brings the fields of an agent into view once they are there: with as much of the choice above them as leaves room for both, and no
 * further than that.
 */
export function showAgent(root: ParentNode): void {
  const [choice, name, number] = ['[value="agent"]', '#agent-name', '#agent-idNumber'].map((selector) =>
    root.querySelector(selector)!.closest('.choice, .field')!,
  ) as [Element, Element, Element];
  const middle = number.closest('.middle')!;
  // At 400 % the dialog scrolls as a whole.
  const room = Math.min(middle.clientHeight, innerHeight);
  const { bottom } = number.getBoundingClientRect();
  const fits = (place: Element): boolean => bottom - place.getBoundingClientRect().top <= room;
  const first = [choice.parentElement!, choice].find(fits) ?? name;
  const frame = middle.getBoundingClientRect();
  const seen =
    first.getBoundingClientRect().top >= frame.top && bottom <= Math.min(frame.bottom, innerHeight);
  if (!seen) first.scrollIntoView();
}
