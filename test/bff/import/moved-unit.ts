/** Vitest's `test` for a unit that is known by its organization code. Each test starts with empty tables. */
import { randomUUID } from 'node:crypto';
import { requestRecheck } from '../../../bff/attempts/waiting.ts';
import { submit } from '../../../bff/attempts/submit.ts';
import { organizationCodeOf } from '../../../bff/contract/unit-code.ts';
import { importRegistry } from '../../../bff/import/registry.ts';
import { submitterOf } from '../../support/dependencies.ts';
import { rightClaim, uscc } from '../../support/people.ts';
import { storeTest } from '../../support/store.ts';
import { optionsOf, registryFile, type Unit } from './files.ts';

export const CODE = uscc(1);
export const ORGANIZATION = organizationCodeOf(CODE);
export const WRONG = rightClaim({ foundedOn: '2001-05-19' });

export const movedUnitTest = storeTest
  .extend('emptied', { auto: true }, ({ emptyDatabase }) => void emptyDatabase)
  .extend('send', ({ deps }) => (request = rightClaim(), code = ORGANIZATION, sub = 'user-1') => {
    deps.clock.now += 1_000;
    return submit(deps, submitterOf(code, { sub }), randomUUID(), request);
  })
  .extend('ask', ({ deps }) => (request = WRONG, code = ORGANIZATION, sub = 'user-1') => {
    deps.clock.now += 1_000;
    return requestRecheck(deps, submitterOf(code, { sub }), request);
  })
  .extend('run', ({ database, deps }) => (units: readonly Unit[] = [{ code: CODE }], change = {}) => {
    deps.clock.now += 1_000;
    const options = { now: deps.clock.now, digester: deps.digester, force: true, ...change };
    return importRegistry(database, optionsOf(registryFile(units), options));
  })
  .extend('kept', ({ database }) => async () => {
    const columns = ['unit_code', 'purpose', 'submission_id'] as const;
    return database.kysely.selectFrom('kept_claim').select(columns).orderBy('purpose').execute();
  })
  .extend('attempts', ({ database }) => async () => {
    const columns = ['unit_code', 'outcome'] as const;
    return database.kysely.selectFrom('submission').select(columns).orderBy('at').execute();
  })
  /** Makes the registry partner unavailable. */
  .extend('outage', ({ deps }) => () => {
    deps.partner.registry = { kind: 'outage', outage: 'timeout' };
  });
