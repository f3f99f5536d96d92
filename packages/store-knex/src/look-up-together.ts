import { StoreFault } from '@scimwright/store';
import type { Columns } from './dialect/dialect.ts';
import { dbError } from './db-error.ts';
import type { Reader } from './open-reader.ts';
import type { Scalar } from './run-sql.ts';

/** The questions of many requests that one statement answers. */
export interface LookUp<Row extends object, Answer> {
  readonly reader: Reader;
  /** The columns of a question. */
  readonly columns: Columns;
  /**
   * Makes the statement from the table expression of `asked`, whose rows are the questions. It joins each of them to what an index finds,
   * and selects `asked.place` beside the columns of `Row`.
   */
  readonly statement: (asked: string) => string;
  /** Makes the answer to a question of its rows. Requests with the same question share it. */
  readonly answer: (rows: readonly Row[]) => Answer;
}

/** A request that waits for the answer to its question. */
interface Asker<Answer> {
  readonly values: readonly Scalar[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** The requests of each flow, in order of turns: a flow that had one goes to the end. */
type Waiting<Answer> = Map<Scalar | undefined, Asker<Answer>[]>;

/** How many requests one statement answers, and how many statements of a lookup run at a time. */
const MAX_TOGETHER = 16;
const MAX_RUNNING = 2;

/** Lookups of all tenants take turns with other reads like those of one tenant; no tenant has this id. */
const LOOKUPS = ' lookups';

/**
 * Makes a lookup for which requests that arrive together share a statement: waking a thread, or a trip over the network, costs more than
 * finding a row. A statement begins after its requests have asked, so each of them sees every commit that was answered before.
 *
 * The first value of a question names its flow: a tenant, or a token whose tenant is not known yet. Flows take turns, so the next statement
 * has a request of each flow, however many of another one wait. When one question makes a statement fail, each is asked again alone, so that
 * only that one fails.
 *
 * @returns a function from the values of a question to its answer
 */
export function lookUpTogether<Row extends object, Answer>({
  reader,
  columns,
  statement,
  answer,
}: LookUp<Row, Answer>): (...values: readonly Scalar[]) => Promise<Answer> {
  const { run } = reader.inTurn(LOOKUPS);
  const waiting: Waiting<Answer> = new Map();
  let running = 0;

  const answerAll = async (askers: readonly Asker<Answer>[]): Promise<void> => {
    const questions = sameTogether(askers);
    const { sql, bindings } = reader.dialect.valueRows(
      { place: 'integer', ...columns },
      questions.map(({ values }, place) => [place, ...values]),
    );
    const rowsOf = questions.map((): Row[] => []);
    for (const row of await run<Row & Placed>(statement(`(${sql}) asked`), bindings)) {
      rowsOf[Number(row.place)]?.push(row);
    }
    for (const [place, question] of questions.entries()) {
      const found = answer(rowsOf[place] ?? []);
      for (const { resolve } of question.askers) resolve(found);
    }
  };

  const refuse = async (askers: readonly Asker<Answer>[], error: unknown): Promise<void> => {
    const isOwnFault = dbError(error, reader.dialect) instanceof StoreFault;
    if (isOwnFault && askers.length > 1) {
      for (const asker of askers) await send([asker]);
      return;
    }
    // Each waiting statement would find the database away too, and as late.
    const behind = isOwnFault ? [] : [...waiting.values()].flat();
    if (!isOwnFault) waiting.clear();
    for (const { reject } of [...askers, ...behind]) reject(error);
  };

  const send = (askers: readonly Asker<Answer>[]): Promise<void> =>
    answerAll(askers).catch((error: unknown) => refuse(askers, error));

  const sendWaiting = async (): Promise<void> => {
    while (waiting.size > 0) await send(takeInTurns(waiting));
  };

  const sendSome = (): void => {
    for (; running < MAX_RUNNING && waiting.size > 0; running += 1) {
      void sendWaiting().finally(() => (running -= 1));
    }
  };

  return (...values) =>
    new Promise((resolve, reject) => {
      const [flow] = values;
      if (waiting.size === 0) setImmediate(sendSome);
      const own = waiting.get(flow) ?? [];
      waiting.set(flow, own);
      own.push({ values, resolve, reject });
    });
}

/** Takes one request of each flow, then a second of each, until they fill a statement. */
function takeInTurns<Answer>(waiting: Waiting<Answer>): readonly Asker<Answer>[] {
  const taken: Asker<Answer>[] = [];
  for (const [flow, own] of waiting) {
    if (taken.length === MAX_TOGETHER) break;
    const [first, ...others] = own;
    if (first !== undefined) taken.push(first);
    waiting.delete(flow);
    if (others.length > 0) waiting.set(flow, others);
  }
  return taken;
}

interface Question<Answer> {
  readonly values: readonly Scalar[];
  readonly askers: Asker<Answer>[];
}

/** The different questions of requests: those of one tenant ask for the same token. */
function sameTogether<Answer>(askers: readonly Asker<Answer>[]): readonly Question<Answer>[] {
  const questions = new Map<string, Question<Answer>>();
  for (const asker of askers) {
    const key = JSON.stringify(asker.values);
    const known = questions.get(key);
    if (known === undefined) questions.set(key, { values: asker.values, askers: [asker] });
    else known.askers.push(asker);
  }
  return [...questions.values()];
}

/** A bigint of PostgreSQL is a string. */
interface Placed {
  readonly place: number | string;
}
