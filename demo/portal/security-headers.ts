/** The headers of every answer: above all a strict Content-Security-Policy. */
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

type Options = NonNullable<Parameters<typeof secureHeaders>[0]>;

/**
 * Scripts and requests go to this portal and to the certification service, and nowhere else; styles come
 * from files of this portal. No `unsafe-*` anywhere, and no script from a string on the pages that embed
 * the widget; the login page's captcha builds its markup from strings.
 */
export const securityHeaders = (bffUrl: string): MiddlewareHandler => {
  const bff = new URL(bffUrl).origin;
  const policy = {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'", bff],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'", bff],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  };
  const headers = (contentSecurityPolicy: NonNullable<Options['contentSecurityPolicy']>) =>
    secureHeaders({
      contentSecurityPolicy,
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
      strictTransportSecurity: false, // the proxy's, where there is TLS
      permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [] },
    });
  const login = headers({ ...policy, workerSrc: ["'self'"] });
  const others = headers({ ...policy, requireTrustedTypesFor: ["'script'"] });
  return (c, next) => (c.req.path.startsWith('/login') ? login(c, next) : others(c, next));
};
