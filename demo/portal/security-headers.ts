/**
 * The headers of every page. Scripts and requests go to this site and to the certification service and nowhere else; styles
 * come from files of this site. This is all that the widget needs: no `unsafe-inline`, no `eval`.
 */
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

export function securityHeaders(bffUrl: string): MiddlewareHandler {
  const bff = new URL(bffUrl).origin;
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", bff],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'", bff],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameSrc: ["'self'"], // the testers' pages show a page of this site in a frame
      frameAncestors: ["'self'"],
      requireTrustedTypesFor: ["'script'"],
    },
    referrerPolicy: 'same-origin',
    xFrameOptions: 'SAMEORIGIN',
    strictTransportSecurity: false, // set by the proxy that ends TLS
  });
}
