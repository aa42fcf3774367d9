/** The headers of every answer: above all a strict Content-Security-Policy. */
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

type Options = NonNullable<Parameters<typeof secureHeaders>[0]>;

/**
 * `page`: the rule. `markup`: a page whose own script builds markup from strings (the captcha's) and has a
 * worker. `framing`: shows a page of this site in a frame. `framed`: may be shown so.
 */
export type PageKind = 'page' | 'markup' | 'framing' | 'framed';

/**
 * Scripts and requests go to this site and to the certification service, and nowhere else; styles come
 * from files of this site. No `unsafe-*` anywhere, and no script from a string on the pages that embed
 * the widget. `kindOf` tells the kind of a page by its path.
 */
export const securityHeaders = (
  bffUrl: string,
  kindOf: (path: string) => PageKind = () => 'page',
): MiddlewareHandler => {
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
  const headers = (
    contentSecurityPolicy: NonNullable<Options['contentSecurityPolicy']>,
    xFrameOptions = 'DENY',
  ) =>
    secureHeaders({
      contentSecurityPolicy,
      referrerPolicy: 'same-origin',
      xFrameOptions,
      strictTransportSecurity: false, // the proxy's, where there is TLS
      permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [] },
    });
  const trusted = { ...policy, requireTrustedTypesFor: ["'script'"] };
  const kinds: Record<PageKind, MiddlewareHandler> = {
    page: headers(trusted),
    markup: headers({ ...policy, workerSrc: ["'self'"] }),
    framing: headers({ ...trusted, frameSrc: ["'self'"] }),
    framed: headers({ ...trusted, frameAncestors: ["'self'"] }, 'SAMEORIGIN'),
  };
  return (c, next) => kinds[kindOf(c.req.path)](c, next);
};
