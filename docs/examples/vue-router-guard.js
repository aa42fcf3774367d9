import { requireCertified } from 'unit-certification';

router.beforeEach(async (to, from) => {
  const { business } = to.meta;
  if (!business || (await requireCertified(business))) return true;
  const stays = from.matched.length > 0 && from.name !== 'login';
  return stays ? false : '/home';
});
