/** A message that does not leave fails alone, and its result says why. */
import { describe, expect } from 'vitest';
import { messageOf } from '../../../bff/status/webhooks.ts';
import { deliverTo } from '../../../bff/delivery/deliver.ts';
import type { Try } from '../../../bff/delivery/report.ts';
import type { Send } from '../../../bff/delivery/send.ts';
import type { NewEvent } from '../../../bff/events/event.ts';
import { fanOutAll, happens } from '../../support/events.ts';
import { storeTest } from '../../support/store.ts';
import { addReceiver } from '../../support/receivers.ts';

const REJECTED = { reference: 'K7M29QXT', finding: 'legal-name-differs' };

describe('a message', () => {
  const it = storeTest.extend('answers', ({ emptyDatabase: database, deps }) => {
    const { cipher, keys, now } = deps;
    return async (
      events: readonly Partial<NewEvent>[],
      { secrets = '', send }: { secrets?: string; send?: Send },
    ) => {
      await addReceiver(deps, 'portal', secrets ? { webhook_secrets: secrets } : {});
      const told = { type: 'certification.rejected', unitCode: 'U1', siteId: 'portal' } as const;
      for (const event of events) await happens(deps, { ...told, at: new Date(now()), ...event });
      const knows = { unit_code: 'U1', site_id: 'portal' };
      await database.kysely.insertInto('site_unit').values(knows).execute();
      await fanOutAll(deps, now);
      const tries: Try[] = [];
      const arrive: Send = () => Promise.resolve({ kind: 'answered', status: 204, retryAfter: undefined });
      const head = () => Promise.resolve(undefined);
      const report = (one: Try) => void tries.push(one);
      await deliverTo(
        { database, cipher, keys, messageOf, send: send ?? arrive, head, now, report },
        'portal',
        10,
      );
      return tries.map(({ answer }) => answer).sort();
    };
  });

  it('that cannot be made of its event is told apart, and the others are sent', async ({ answers }) => {
    // A newer version wrote it.
    const due = { type: 'certification.due', detail: { at: 'some day' } } as const;
    expect(await answers([{ detail: REJECTED }, due], {})).toEqual(['204', 'no-message']);
  });

  it('whose secrets no key opens is unsignable', async ({ answers }) => {
    expect(await answers([{ detail: REJECTED }], { secrets: 'gone.AAAA' })).toEqual(['unsignable']);
  });

  it('that fails within this service is told as that', async ({ answers }) => {
    const send: Send = () => Promise.reject(new TypeError('a fault'));
    expect(await answers([{ detail: REJECTED }], { send })).toEqual(['internal']);
  });
});
