/** What a site's server knows of a unit's real-name certification when it makes a page. */
import { statusOfKind, type PortalClient, type Status } from '../../bff/portal-client/index.ts';

/** The real-name certification is open at every site. */
export type RealNameStatus = Exclude<Status, 'not-open'>;

export interface Standing {
  status: RealNameStatus | undefined;
  /** The status stands for now; otherwise it is what the last webhook told, and the service is away. */
  fresh: boolean;
}

/** Undefined when the service does not answer: a page has to say that it does not know. */
export async function realNameStatus(
  service: Pick<PortalClient, 'status'>,
  unitCode: string,
): Promise<RealNameStatus | undefined> {
  const answer = await service.status(unitCode);
  return answer.ok ? realName(statusOfKind(answer.value, 'real-name')) : undefined;
}

export const realName = (status: Status | undefined): RealNameStatus | undefined =>
  status === 'not-open' ? undefined : status;
