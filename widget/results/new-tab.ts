/** A click by which the browser opens a link in another tab or window: the user stays here. */
export const opensNewTab = ({ ctrlKey, metaKey, shiftKey }: MouseEvent): boolean =>
  ctrlKey || metaKey || shiftKey;
