import { signOut } from 'unit-certification';

const Certification = ({ user }) => (
  <unit-certification key={user.id} tokenUrl="/session/certification-token" />
);

async function logOut(navigate) {
  await fetch('/session/logout', { method: 'POST' });
  signOut();
  navigate('/login');
}
