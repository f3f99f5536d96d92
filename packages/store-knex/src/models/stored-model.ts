import { Model, snakeCaseMappers, type Pojo } from 'objection';

const snakeCase = snakeCaseMappers();

/** A row under the names of the store's types. A value that is null in the database is undefined here. */
class StoredModel extends Model {
  /** The columns to select; all of them unless set. */
  static columns: readonly string[] = ['*'];
  /** Column `tenant_id` is `tenant` in the store's types. */
  static override columnNameMappers = {
    parse: (row: Pojo): Pojo => {
      const { tenantId, ...rest } = snakeCase.parse(row);
      return tenantId === undefined ? rest : { ...rest, tenant: tenantId };
    },
    format: ({ tenant, ...rest }: Pojo): Pojo =>
      snakeCase.format(tenant === undefined ? rest : { ...rest, tenantId: tenant }),
  };

  override $parseDatabaseJson(row: Pojo): Pojo {
    const values = Object.entries(super.$parseDatabaseJson(row)).map(([name, value]) => [
      name,
      // PostgreSQL returns a bigint as text.
      name === 'seq' ? Number(value) : (value ?? undefined),
    ]);
    return Object.fromEntries(values);
  }
}

type StoredModelOf<Row> = Pick<typeof StoredModel, keyof typeof StoredModel> & { new (): StoredModel & Row };

/** The base of a model whose rows have the fields of a type of the store. */
export function storedModel<Row>(): StoredModelOf<Row> {
  // objection sets the fields when it reads a row; no constructor does.
  return StoredModel as StoredModelOf<Row>;
}
