/** Site tokens (HS256): verified each time, or remembered until they expire. */
import { jwtVerify } from 'jose';

const secret = Buffer.from(process.env.SITE_SECRET, 'utf8');
const rules = { issuer: 'bench', audience: 'unit-certification', typ: 'unit-certification+jwt' };

/** The claims. Throws when the token is not valid. */
export const verify = async (header) => (await jwtVerify(header.slice(7), secret, rules)).payload;

const remembered = new Map();

export async function verifyOnce(header) {
  const known = remembered.get(header);
  if (known && known.exp * 1000 > Date.now()) return known;
  const claims = await verify(header);
  if (remembered.size >= 10_000) remembered.delete(remembered.keys().next().value);
  remembered.set(header, claims);
  return claims;
}
