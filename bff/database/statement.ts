/**
 * Named statements: written with Kysely's `sql`, compiled once, and run by name, so that PostgreSQL
 * keeps their plans. Without a name a submission costs PostgreSQL three times as much.
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
  readonly connection: ConnectionKind<Values>;
  /** The row's type; never set. */
  readonly row?: Row;
}

/**
 * The connection that a statement is sent over. `reader`: it only reads and takes little time, so
 * it shares the pipelined connection of quick reads. `queue`: it takes little time but may wait for
 * locks of statements with the same value, so it shares one of the pipelined connections of
 * `joinPipelines` (`pipeline.ts`).
 */
export type ConnectionKind<Values extends object> = 'pool' | 'reader' | { queue: keyof Values & string };

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/**
 * The place of the value `key` in the SQL of `prepare`. A value that is used several times is sent
 * once.
 */
export type Parameter<Values> = (key: keyof Values & string) => RawBuilder<unknown>;

/** `name` must be unique in the program: it is the statement's name in PostgreSQL. */
export function prepare<Values extends object, Row>(
  name: string,
  build: (parameter: Parameter<Values>) => RawBuilder<Row>,
  connection: ConnectionKind<Values> = 'pool',
): Statement<Values, Row> {
  const order: (keyof Values & string)[] = [];
  const { sql: text } = build((key) => {
    if (!order.includes(key)) order.push(key);
    return sql.raw(`$${order.indexOf(key) + 1}`);
  }).compile(compiler);
  return { name, text, order, connection };
}

/** `prepare` for a statement that only reads, and takes little time. */
export const prepareRead = <Values extends object, Row>(
  name: string,
  build: (parameter: Parameter<Values>) => RawBuilder<Row>,
): Statement<Values, Row> => prepare(name, build, 'reader');

/** `prepare` for a short statement that may wait for others with the same value of `queue`. */
export const prepareQueued = <Values extends object, Row>(
  name: string,
  queue: keyof Values & string,
  build: (parameter: Parameter<Values>) => RawBuilder<Row>,
): Statement<Values, Row> => prepare(name, build, { queue });

/** The values of a statement in the order of its positions. */
export const bind = <Values extends object, Row>(statement: Statement<Values, Row>, values: Values) =>
  statement.order.map((key) => values[key] ?? null);
