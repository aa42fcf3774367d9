/** Explains a problem of the portal and its solution to the portal's developer, for the console. */
import type { Failure, FailureCode } from '../api/result.ts';
export { mistakesOf } from './mistakes.ts';

interface Element {
  readonly localName: string;
  readonly bff?: string | undefined;
  readonly tokenUrl?: string | undefined;
}

function expectation(code: FailureCode, { bff, tokenUrl }: Element): string {
  switch (code) {
    case 'misconfigured':
      return (
        `Expected a BFF (bff: ${bff ?? 'from the script’s URL'}) and a source of tokens (token-url: ${tokenUrl ?? 'none'}, or getToken) ` +
        'that answers {"token": "…"} as application/json.'
      );
    case 'insecure-context':
      return 'Expected a page on https:// or localhost: only there browsers have the functions that protect ID data.';
    case 'origin-not-allowed':
      return `Expected the origin ${location.origin} among those of the token’s site (command line: site show ID, site origins ID --add …).`;
    case 'purpose-not-allowed':
      return 'Expected a token whose "purpose" is "certification" for <unit-certification>, "registration" for <unit-registration>.';
    case 'token-missing':
    case 'token-invalid':
    case 'token-expired':
      return (
        'Expected a token signed with a key of the site: "typ" "unit-certification+jwt", "iss" the site’s id, "aud" "unit-certification", ' +
        '"sub", "iat", "exp" at most 300 s after "iat" by a right clock. The command line says more: token check -.'
      );
    case 'invalid-fields':
      return 'Expected errors at fields that the form has: widget and BFF may be of different versions.';
    case 'not-found':
    case 'method-not-allowed':
      return `Expected the BFF’s API at ${bff ?? 'the script’s URL'}: a proxy must pass all paths and methods on.`;
    default:
      return 'The BFF refused the request itself: widget and BFF may be of different versions, or a proxy changes requests.';
  }
}

/** `mistakes`: mistakes in the element's attributes. */
export function explainProblem(
  element: Element,
  { code, detail, requestId }: Failure,
  mistakes: readonly string[] = [],
): string {
  const answer = detail ? ` The BFF: “${detail}”` : '';
  const request = requestId ? ` The BFF’s log has it under requestId ${requestId}.` : '';
  const expected = [...mistakes, expectation(code, element)].join(' ');
  return `<${element.localName}>: ${code}. ${expected}${answer}${request}`;
}
