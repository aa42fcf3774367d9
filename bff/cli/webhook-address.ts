/** Whether webhooks may be sent to an address; told when it is given, not when the first one fails. */
import { lookup } from 'node:dns/promises';
import { createDestinations, isPublicAddress, type Refusal } from '../network/destinations.ts';
import { UsageError, type Context } from './command.ts';

const REFUSALS: Record<Refusal, (host: string) => string> = {
  'not-https': () => 'Webhooks are sent over https only',
  'private-address': (host) => `Webhooks are sent to public addresses only, which ${host} is not`,
};

/** Throws `UsageError`. A name that cannot be resolved here is warned of: the BFF may run elsewhere. */
export async function checkWebhook(given: string, { io, resources: { config } }: Context): Promise<void> {
  const url = new URL(given);
  const { hostname } = url;
  const refuse = (refusal: Refusal) =>
    new UsageError(
      `${REFUSALS[refusal](hostname)}. A host of your own network may be named in WEBHOOK_ALLOW (here: ${config.webhookAllow.join(', ') || 'none'}).`,
    );
  const refusal = createDestinations(config.webhookAllow).refusalOf(url);
  if (refusal) throw refuse(refusal);
  if (config.webhookAllow.includes(hostname)) return;
  const found = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true }).catch(() => undefined);
  if (!found) io.err(`Warning: ${hostname} cannot be resolved here. Webhooks wait until the BFF can.`);
  else if (!found.some(({ address }) => isPublicAddress(address))) throw refuse('private-address');
}
