/** Links to pages of the portal. */
import { type TemplateResult, html } from 'lit';
import type { LinkEvent } from '../procedure/page-events.ts';

/** A dispatcher of public events; false when the page prevented a cancelable one. */
interface Dispatcher {
  emit(type: string, detail?: unknown, cancelable?: boolean): boolean;
}

/** Goes to a page of the portal, unless the page goes there by itself: then false. */
export function follow(host: Dispatcher, type: LinkEvent, url: string | undefined): boolean {
  const goes = host.emit(type, { url }, true);
  if (goes && url) location.assign(url);
  return goes;
}

/** A click by which the browser opens a link in another tab or window: the user stays here. */
export const opensNewTab = ({ ctrlKey, metaKey, shiftKey }: MouseEvent): boolean =>
  ctrlKey || metaKey || shiftKey;

/** To the portal's personal data notice, where it has one. */
export const noticeLink = (url: string | undefined, name: string): TemplateResult | undefined =>
  url ? html`<a part="link" href=${url} target="_blank" rel="noopener">${name}</a>` : undefined;
