/** How long a client may take over its request: who sends it byte by byte must not keep a connection for minutes. Milliseconds. */
export const SERVER_OPTIONS = {
  headersTimeout: 15_000,
  /** Headers and body; then the answer is 408. */
  requestTimeout: 30_000,
  /** How often both are looked at. */
  connectionsCheckingInterval: 2_000,
} as const;
