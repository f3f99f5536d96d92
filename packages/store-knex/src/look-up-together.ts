import { StoreFault } from '@scimwright/store';
import type { Columns } from './dialect/dialect.ts';
import { dbError } from './db-error.ts';
import type { Reader } from './open-reader.ts';
import { inPortions } from './portions.ts';
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

/** A question, and the requests that ask it. */
interface Question<Answer> {
  readonly values: readonly Scalar[];
  readonly askers: {
    readonly resolve: (answer: Answer) => void;
    readonly reject: (error: unknown) => void;
  }[];
}

/** How many questions one statement answers. */
const MAX_TOGETHER = 64;

/** Lookups of all tenants take turns with other reads like those of one tenant; no tenant has this id. */
const LOOKUPS = ' lookups';

/**
 * Makes a lookup for which requests that arrive in the same turn of the event loop share a statement: waking a thread, or a trip over
 * the network, costs more than finding a row. The statement begins after the last of them has asked, so each sees every commit that
 * was answered before.
 *
 * When one question makes the statement fail, each is asked again alone, so that only that one fails.
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
  let waiting = new Map<string, Question<Answer>>();

  const answerAll = async (questions: readonly Question<Answer>[]): Promise<void> => {
    const { sql, bindings } = reader.dialect.valueRows(
      { place: 'integer', ...columns },
      questions.map(({ values }, place) => [place, ...values]),
    );
    const rowsOf = questions.map((): Row[] => []);
    for (const row of await run<Row & Placed>(statement(`(${sql}) asked`), bindings)) {
      rowsOf[Number(row.place)]?.push(row);
    }
    for (const [place, { askers }] of questions.entries()) {
      const found = answer(rowsOf[place] ?? []);
      for (const { resolve } of askers) resolve(found);
    }
  };

  const refuse = (questions: readonly Question<Answer>[], error: unknown): void => {
    const isOwnFault = dbError(error, reader.dialect) instanceof StoreFault;
    for (const question of questions) {
      if (isOwnFault && questions.length > 1) send([question]);
      else for (const { reject } of question.askers) reject(error);
    }
  };

  const send = (questions: readonly Question<Answer>[]): void => {
    answerAll(questions).catch((error: unknown) => refuse(questions, error));
  };

  const sendWaiting = (): void => {
    const questions = [...waiting.values()];
    waiting = new Map();
    for (const some of inPortions(questions, MAX_TOGETHER)) send(some);
  };

  return (...values) =>
    new Promise((resolve, reject) => {
      if (waiting.size === 0) setImmediate(sendWaiting);
      const key = JSON.stringify(values);
      const question = waiting.get(key) ?? { values, askers: [] };
      waiting.set(key, question);
      question.askers.push({ resolve, reject });
    });
}

/** A bigint of PostgreSQL is a string. */
interface Placed {
  readonly place: number | string;
}
