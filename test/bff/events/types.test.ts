/** The table of event types and the messages that portals get by it. */
import { expect, it } from 'vitest';
import { messageOf } from '../../../bff/status/webhooks.ts';
import { WEBHOOK_TYPES } from '../../../bff/contract/webhook.ts';
import { EVENTS, TOLD_TYPES } from '../../../bff/events/types.ts';

const detail = { reference: 'K7M29QXT', finding: 'legal-name-differs', reason: 'unit-not-active', at: null };
const event = (type: string) => ({ type, unit_code: 'U1', at: new Date(0), detail });

it.each(TOLD_TYPES)('the message of %s is the webhook that the table names', (type) => {
  expect(messageOf(event(type)).type).toBe(EVENTS[type].webhook);
});

it('every webhook is the message of an event', () => {
  const sent = new Set(TOLD_TYPES.map((type) => EVENTS[type].webhook));
  expect([...sent].sort()).toEqual([...WEBHOOK_TYPES].sort());
});

it.each(Object.entries(EVENTS).filter(([, { webhook }]) => webhook === null))(
  'portals get no message of %s',
  (type) => {
    expect(() => messageOf(event(type))).toThrow('told nobody');
  },
);

it('only events about one unit are told', () => {
  expect(TOLD_TYPES.filter((type) => EVENTS[type].unit !== 'one')).toEqual([]);
});
