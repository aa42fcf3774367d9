import { load, requireCertified, signOut } from 'unit-certification/load';

void load({
  bff: 'https://bff.example',
  tokenUrl: '/session/certification-token',
  privacyUrl: '/privacy',
});

export { requireCertified, signOut };
