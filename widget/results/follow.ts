/** A dispatcher of public events; false when the page prevented a cancelable one. */
interface Dispatcher {
  emit(type: string, detail?: unknown, cancelable?: boolean): boolean;
}

/** Goes to a page of the portal, unless the page goes there by itself: then false. */
export function follow(host: Dispatcher, type: string, url: string | undefined): boolean {
  const goes = host.emit(type, { url }, true);
  if (goes && url) location.assign(url);
  return goes;
}
