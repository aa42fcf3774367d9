router.beforeEach(async (to, from, next) => {
  const { business } = to.meta;
  if (!business || (await window.UnitCertification.requireCertified(business))) return next();
  const stays = from.matched.length > 0 && from.name !== 'login';
  next(stays ? false : '/home');
});
