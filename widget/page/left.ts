/**
 * Runs when the element has left the page. One that is only moved in it is connected again before
 * the microtask.
 */
export const whenLeft = (element: Element, run: () => void): void =>
  queueMicrotask(() => {
    if (!element.isConnected) run();
  });
