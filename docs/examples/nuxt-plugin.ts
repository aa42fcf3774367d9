// app/plugins/certification.client.ts
import { load } from 'unit-certification/load';

export default defineNuxtPlugin(() => {
  void load({
    bff: 'https://bff.example',
    script: 'unit-certification-center',
    tokenUrl: '/session/certification-token',
    privacyUrl: '/privacy',
  });
});
