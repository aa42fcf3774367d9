/** Brings the fields of an agent into view once they are there: with as much of the choice above them as leaves room for both. */
export function showAgent(root: ParentNode): void {
  const [choice, name, number] = ['[value="agent"]', '#agent-name', '#agent-idNumber'].map((selector) =>
    root.querySelector(selector)!.closest('.choice, .field')!,
  ) as [Element, Element, Element];
  // At 400 % the dialog scrolls as a whole.
  const room = Math.min(number.closest('.middle')!.clientHeight, innerHeight);
  const { bottom } = number.getBoundingClientRect();
  const fits = (place: Element): boolean => bottom - place.getBoundingClientRect().top <= room;
  ([choice.parentElement!, choice].find(fits) ?? name).scrollIntoView();
}
