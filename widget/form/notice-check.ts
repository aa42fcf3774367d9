import type { Host } from '../controllers/host.ts';
import { pageAddress } from '../page/addresses.ts';

const warned = new WeakSet<Host>();

/**
 * Warns the portal's developer, once for each element, when its form is shown without a personal
 * data notice: without one nobody is asked for consent.
 */
export function checkNotice(host: Host): void {
  const { localName, privacyUrl } = host;
  if (warned.has(host) || pageAddress(privacyUrl)) return;
  warned.add(host);
  console.warn(
    `<${localName}>: "privacy-url" is missing or no http address, so the form asks nobody for consent. ` +
      'Set it on the element, or by configure({ privacyUrl: … }).',
  );
}
