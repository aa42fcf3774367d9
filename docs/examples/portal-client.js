import { createPortalClient } from 'unit-certification-server';

export const certification = createPortalClient({
  bff: 'https://bff.example',
  site: 'my-portal',
  key: { secret: process.env.SITE_SECRET },
});
