import { createPortalClient } from 'unit-certification-server';

const certification = createPortalClient({
  bff: 'https://bff.example',
  site: process.env.SITE_ID,
  key: { secret: process.env.SITE_SECRET },
});

const user = {
  id: 'u-2001',
  unit: { code: '91320100MA1DEM015L' },
  role: 'administrator',
  authenticatedAt: new Date(),
};
console.log(await certification.token(user));
