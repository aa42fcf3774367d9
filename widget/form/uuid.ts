/**
 * A random UUID (RFC 9562, version 4), also in browsers that have no `crypto.randomUUID`: Chromium
 * before 92, Safari before 15.4.
 */
export const randomUuid = (): string =>
  // A 0 becomes any digit, the 8 one from 8 to b.
  '00000000-0000-4000-8000-000000000000'.replace(/[08]/g, (digit) => {
    const random = crypto.getRandomValues(new Uint8Array(1))[0]!;
    return (digit === '0' ? random % 16 : 8 + (random % 4)).toString(16);
  });
