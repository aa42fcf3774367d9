/** Names in code spans of the documents that no source has, by whose they are. */
const OF: Record<string, string> = {
  'browsers, JavaScript and HTTP': `v-show allow-duplicates loopback Cannot ElMessage popover formAssociated Secure __Host
    Access-Control-Allow-Credentials`,
  'Vue, Nuxt, React, wujie, bundlers': `transpileDependencies layouts definePageMeta childrenRender userid alive`,
  'PostgreSQL and PgBouncer': `PGPASSWORD ALTER PRIVILEGES sslrootcert uselibpqcompat pg_dump pg_restore pg_basebackup
    pg_promote autovacuum_vacuum_scale_factor`,
  'Java and RuoYi': `PKIX servlet jakarta HttpSession anyRequest JSONObject monitor
    ByteArrayHttpMessageConverter GlobalExceptionHandler EnableScheduling X-Token
    removeToken resetToken permitAll getLoginTime cacerts Anonymous SecurityConfig prod-api
    dev-api SecurityUtils isAdmin necessary Falling ruoyi-admin RuoYiApplication`,
  'Python and Alibaba Cloud': `DEBUG pip OSError utcnow dysms httpx`,
  'programs of a machine': `npx customData KillMode EBADENGINE docker sed timedatectl hostnamectl set-hostname
    synchronized patroni_env logrotate synchronous_mode_strict maximum_lag_on_failover repo1-cipher-type grep
    reinit recovery stanza-create k3 s_client realms`,
  'what the reader writes': `SUITE NNNN REF NAME-VERSION TOKEN_ENDPOINT`,
};

export const NAMES_OF_OTHERS: readonly string[] = Object.values(OF).flatMap((names) => names.split(/\s+/));

/** Options of other programs, by the program. */
export const OPTIONS_OF_OTHERS: Record<string, string> = {
  curl: 'cacert connect-to',
  docker: 'user',
  etcdctl: 'endpoints prefix',
  git: '3way cached hard unidiff-zero',
  javac: 'release',
  journalctl: 'since',
  'node_modules/.bin/node': 'env-file',
  npm: 'ignore-scripts no-audit no-fund prefix provenance',
  'npm run dev': 'port',
  patronictl: 'candidate force',
  pg_restore: 'clean if-exists',
  pgbackrest: 'stanza delta type target target-action',
  systemctl: 'now no-block no-pager',
  tar: 'no-same-owner exclude',
  useradd: 'system no-create-home shell',
};
