/** Nothing is sent to a server whose certificate is not trusted. */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { request } from '../../../bff/network/request.ts';

/** Made for this test: self-signed, for `localhost`. */
const key = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEILvDX3OyPnSltNMxA0PHPADLILX6L7ZE/GrBtjQINv/IoAoGCCqGSM49
AwEHoUQDQgAEFVH9hVIBT2GN9CdVlCiXAokDZLUSZviM42tp4ITk0J0fz87xJrc0
wQRkMD3yZhdVvfyhpQ1cfbjk/9m49pnp9w==
-----END EC PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUKToTaqIfVK0NBBQSZ/yRLQZKB8cwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNzA3MjcxMVoYDzIxMjYxMTAz
MDcyNzExWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQVUf2FUgFPYY30J1WUKJcCiQNktRJm+Izja2nghOTQnR/PzvEmtzTB
BGQwPfJmF1W9/KGlDVx9uOT/2bj2men3o2kwZzAdBgNVHQ4EFgQUEr+sLDSyoiVj
26sGqcXbPmnDNZYwHwYDVR0jBBgwFoAUEr+sLDSyoiVj26sGqcXbPmnDNZYwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SAAwRQIgHnZz1FQoZ6OA3oVWBP4MkFM7JibcbqCcUrcLVW/xhVECIQD3+f58roxG
VPVQKYpmHczfX7yMg32r8GpVXBTend+hoA==
-----END CERTIFICATE-----`;

it('a self-signed certificate is refused before anything is sent', async ({ onTestFinished }) => {
  let requests = 0;
  const server = createServer({ key, cert }, (_request, response) => {
    requests++;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const answer = await request(`https://localhost:${port}/`, {
    headers: {},
    timeout: 5_000,
  });
  expect(answer).toEqual({ kind: 'unreachable', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  expect(requests).toBe(0);
});
