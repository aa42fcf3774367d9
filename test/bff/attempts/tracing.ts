/** Vitest's `test` for submissions of which the questions are seen: to the database by the statement's name, and to the insurance. */
import { storeTest } from '../../support/store.ts';
import { testDependencies } from '../../support/dependencies.ts';
import { registrationDependencies } from '../registration/support.ts';

export const tracingTest = storeTest
  /** The questions in their order. */
  .extend('asked', (): string[] => [])
  /** The insurance answers as `partner` says. */
  .extend('traced', ({ database, asked }) => {
    const deps = registrationDependencies(
      testDependencies({
        ...database,
        run(statement, values) {
          asked.push(statement.name);
          return database.run(statement, values);
        },
      }),
    );
    const insurance = deps.sources.insurance!;
    deps.sources = {
      ...deps.sources,
      insurance: {
        ask(query) {
          asked.push('insurance');
          return insurance.ask(query);
        },
      },
    };
    return deps;
  });
