import { signOut } from 'unit-certification';

router.afterEach((to) => {
  const element = document.querySelector('unit-certification');
  if (to.name === 'login') signOut();
  else element?.refresh().catch(() => {});
});
