// app/middleware/certified.ts
import { requireCertified } from 'unit-certification/load';

export default defineNuxtRouteMiddleware(async (to, from) => {
  const business = to.meta.business as string | undefined;
  if (import.meta.server || !business) return;
  if (useNuxtApp().isHydrating) {
    onNuxtReady(async () => {
      if (!(await requireCertified(business))) await navigateTo('/home');
    });
    return;
  }
  if (await requireCertified(business)) return;
  return from.name === 'login' ? navigateTo('/home') : abortNavigation();
});
