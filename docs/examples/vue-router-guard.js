import { requireCertified } from 'unit-certification';

router.beforeEach(async (to, from) => {
  const { business } = to.meta;
  if (!business || (await requireCertified(business))) return true;
  return from.matched.length ? false : '/home';
});
