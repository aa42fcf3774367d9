router.beforeEach(async (to, from, next) => {
  const { business } = to.meta;
  if (!business || (await window.UnitCertification.requireCertified(business))) next();
  else next(from.matched.length ? false : '/home');
});
