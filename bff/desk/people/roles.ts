/**
 * Asks the provider for a person's roles. A refresh token may be good once, and a provider may end
 * the login of whoever uses it twice: so one process renews the tokens of a session, and the others
 * wait until the row has the new ones.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeskRole } from './access.ts';
import type { Asked, Login } from './login.ts';
import {
  beginRenewal,
  endRenewal,
  isBeingRenewed,
  keepRoles,
  readAgain,
  type DeskSession,
  type SessionDependencies,
} from './sessions.ts';

/** Milliseconds between two looks at a session that another process renews. */
const PAUSE = 100;
/** Looks before the person is asked to try again. */
const MOST_LOOKS = 100;

/** `taken`: another process renews the tokens, or has renewed them. */
type Renewal = Asked | { kind: 'renewed' } | { kind: 'taken' };

/** Returns a function that asks for the roles of a session, once at a time in this process. */
export function createAsk(
  parts: SessionDependencies,
  login: Login,
): (session: DeskSession) => Promise<Asked> {
  const told = async (session: DeskSession, roles: DeskRole[]): Promise<Asked> => {
    await keepRoles(parts, session, roles);
    return { kind: 'told', roles };
  };

  /** Renews the tokens, when no other process does. */
  const renew = async (session: DeskSession): Promise<Renewal> => {
    const ours = await beginRenewal(parts, session);
    if (!ours) return { kind: 'taken' };
    const renewed = await login.renew(ours.subject, ours.tokens);
    switch (renewed.kind) {
      case 'renewed': {
        const kept = await endRenewal(parts, ours, renewed.tokens);
        if (!kept) return { kind: 'gone' }; // somebody has ended it
        return renewed.roles ? told(kept, renewed.roles) : { kind: 'renewed' };
      }
      case 'unavailable':
        await endRenewal(parts, ours, ours.tokens);
        return renewed;
      case 'gone':
        return renewed;
    }
  };

  const askFrom = async (first: DeskSession): Promise<Asked> => {
    let session: DeskSession | undefined = first;
    let isFresh = false;
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      if (isBeingRenewed(session, parts.now())) await sleep(PAUSE);
      else {
        const asked = await login.ask(session.subject, session.tokens);
        if (asked.kind === 'told') return told(session, asked.roles);
        if (asked.kind !== 'outdated') return asked;
        if (isFresh) return { kind: 'gone' };
        const renewed: Renewal = await renew(session);
        if (renewed.kind !== 'renewed' && renewed.kind !== 'taken') return renewed;
        isFresh = renewed.kind === 'renewed';
      }
      session = await readAgain(parts, session);
      if (!session) return { kind: 'gone' };
    }
    return { kind: 'unavailable' };
  };

  const asking = new Map<string, Promise<Asked>>();
  return (session) => {
    const running = asking.get(session.id);
    if (running) return running;
    const asked = askFrom(session).finally(() => asking.delete(session.id));
    asking.set(session.id, asked);
    return asked;
  };
}
