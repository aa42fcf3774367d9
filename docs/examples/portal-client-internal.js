import { createPortalClient } from 'unit-certification-server';

export const certification = createPortalClient({
  bff: 'http://certification.internal:8787',
  issuer: 'https://bff.example',
  timeout: 1_000,
  site: 'my-portal',
  key: { secret: process.env.SITE_SECRET },
});
