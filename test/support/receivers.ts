/** Sites that get webhooks. */
import type { Insertable } from 'kysely';
import type { Tables } from '../../bff/database/tables.ts';
import { newWebhookSecret, sealWebhookSecrets } from '../../bff/sites/secrets.ts';
import type { TestDependencies } from './dependencies.ts';

/** Changes nothing when there is such a site. */
export const addReceiver = (
  { database, cipher }: Pick<TestDependencies, 'database' | 'cipher'>,
  id: string,
  change: Partial<Insertable<Tables['site']>> = {},
) =>
  database.kysely
    .insertInto('site')
    .values({
      id,
      origins: [],
      jwks: JSON.stringify({ keys: [] }),
      webhook_url: `https://${id}.example/hook`,
      webhook_secrets: sealWebhookSecrets(cipher, id, [newWebhookSecret()]),
      created_at: new Date(),
      ...change,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
