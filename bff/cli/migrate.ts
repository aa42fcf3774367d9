/** `migrate`. The migrations run when the database is opened. */
import { command } from './table.ts';

export const MIGRATE = command({
  name: 'migrate',
  about: 'Brings the database up to date. Every start of the BFF does so too.',
  run({ migrated }) {
    const text = migrated.length > 0 ? `Done: ${migrated.join(', ')}.` : 'The database is up to date.';
    return Promise.resolve({ json: { migrated }, text });
  },
});
