/**
 * Named statements: written with Kysely's `sql`, compiled once, and run by name, so that PostgreSQL keeps their plans. Without a name a
 * submission costs PostgreSQL three times as much.
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

/** SQL text with positions for `Values`. It returns rows of the type `Row`. */
export interface Statement<Values extends object, Row> {
  readonly name: string;
  readonly text: string;
  readonly order: readonly (keyof Values & string)[];
  /** The statement only reads, and takes little time, so it may share a connection with others (`reader.ts`). */
  readonly isQuickRead: boolean;
  /** The row's type; never set. */
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

/** The place of the value `key` in the SQL of `prepare`. A value that is used several times is sent once. */
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

/** `prepare` for a statement that only reads, and takes little time. */
export const prepareRead = <Values extends object, Row>(
  name: string,
  build: (parameter: Parameter<Values>) => RawBuilder<Row>,
): Statement<Values, Row> => prepare(name, build, true);

/** The values of a statement in the order of its positions. */
export const bind = <Values extends object, Row>(statement: Statement<Values, Row>, values: Values) =>
  statement.order.map((key) => values[key] ?? null);
