/** The headers of every answer: a strict Content-Security-Policy, and nothing kept by caches. */
import { secureHeaders } from 'hono/secure-headers';
import type { MiddlewareHandler } from 'hono';

/**
 * Scripts and requests go to this portal and to the certification service, and nowhere else; styles come
 * from files of this portal. No `unsafe-*`: the widget and the captcha work without.
 */
export const securityHeaders = (bffUrl: string): MiddlewareHandler => {
  const bff = new URL(bffUrl).origin;
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", bff],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'", bff],
      workerSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    strictTransportSecurity: false, // the proxy's, where there is TLS
    permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [] },
  });
};
