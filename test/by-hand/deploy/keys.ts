/** Under load: a new master key, new passwords of the database, new certificates between the machines. */
import { settle } from './audit.ts';
import { startLoad } from './load.ts';
import type { Row } from './report.ts';
import { follow, type Site } from './site.ts';

export async function changeKeys(site: Site, secret: string): Promise<Row[]> {
  const load = startLoad(secret, 4);
  await load.more(100);
  const key = await load.longestPause(() => follow(site, '更换主密钥'));
  const passwords = await load.longestPause(() => follow(site, '更换密码'));
  const certificates = await load.longestPause(() => follow(site, '更换机器证书'));
  const rows = [
    { event: 'new master key', seconds: key },
    { event: 'new passwords of the database', seconds: passwords },
    { event: 'new certificates between the machines', seconds: certificates },
    { event: 'these three', ...(await settle(site, load)) },
  ];
  console.log('refused meanwhile, and sent again with the same key:', Object.fromEntries(load.refused));
  return rows;
}
