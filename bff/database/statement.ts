/**
 * Named statements: written once with Kysely's `sql`, compiled once, run by name so that the server keeps
 * their plans (an unnamed submission costs PostgreSQL three times as much).
 */
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type RawBuilder,
} from 'kysely';

/** SQL text with positions for `Values`; `Row` is what it returns. */
export interface Statement<Values extends object, Row> {
  readonly name: string;
  readonly text: string;
  readonly order: readonly (keyof Values & string)[];
  /** It only reads, and is soon done: it may share a connection with others (`reader.ts`). */
  readonly isQuickRead: boolean;
  /** Only at compile time: what a row looks like. */
  readonly row?: Row;
}

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** Stands for the value `key` in the SQL of `prepare`: sent once, however often it stands there. */
export type Parameter<Values> = (key: keyof Values & string) => RawBuilder<unknown>;

/** `name` must be unique in the program: it is the statement's name in PostgreSQL. */
export function prepare<Values extends object, Row>(
  name: string,
  build: (parameter: Parameter<Values>) => RawBuilder<Row>,
  isQuickRead = false,
): Statement<Values, Row> {
  const order: (keyof Values & string)[] = [];
  const { sql: text } = build((key) => {
    if (!order.includes(key)) order.push(key);
    return sql.raw(`$${order.indexOf(key) + 1}`);
  }).compile(compiler);
  return { name, text, order, isQuickRead };
}

/** For what only reads, and is soon done. */
export const prepareRead = <Values extends object, Row>(
  name: string,
  build: (parameter: Parameter<Values>) => RawBuilder<Row>,
): Statement<Values, Row> => prepare(name, build, true);

/** The values of a statement in the order of its positions. */
export const bind = <Values extends object, Row>(statement: Statement<Values, Row>, values: Values) =>
  statement.order.map((key) => values[key] ?? null);
