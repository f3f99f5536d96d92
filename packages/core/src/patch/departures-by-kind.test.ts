import { describe, expect, it } from 'vitest';
import type { DepartureId } from '../dialect/departures.ts';
import { openParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import type { Json, JsonObject } from '../json.ts';
import {
  classes,
  EVERY,
  everyKind,
  held,
  holding,
  nameOf,
  simpleTypes,
  valuesOf,
  type AttributeClass,
  type SimpleType,
} from './every-kind.fixture.ts';
import { patch, type Operation } from './patch.fixture.ts';

interface Kind {
  readonly of: AttributeClass;
  readonly type: SimpleType;
  readonly path: string;
  readonly value: Json;
}

/** An operation with a departure, and the operation of the RFC with the same meaning. */
interface Cell {
  readonly departed: Operation;
  readonly plain: Operation;
  /** The value of the attribute before; absent if undefined. */
  readonly before?: Json;
  /** The operation with the departure is refused instead. */
  readonly refused?: true;
}

const add = (path: string, value: Json): Operation => ({ op: 'add', path, value });
const remove = (path: string, value?: Json): Operation =>
  value === undefined ? { op: 'remove', path } : { op: 'remove', path, value };
const isList = (of: AttributeClass): boolean => of === 'list' || of === 'elements';
const isNumber = (type: SimpleType): boolean => type === 'integer' || type === 'decimal';
const literal = (value: Json): string => JSON.stringify(value);

/** Adds the value, in another form and in its own. */
const instead = ({ of, path, value }: Kind, form: Json): Cell => ({
  departed: add(path, held(of, form)),
  plain: add(path, held(of, value)),
});

/** Removes a stored value by a filter, with the operand in another form and in its own. */
const operand = ({ of, type, path, value }: Kind, form: Json): Cell => {
  const [, other] = valuesOf[type];
  const both = of === 'list' ? [value, other] : [{ value }, { value: other }];
  return {
    departed: remove(`${path}[value eq ${literal(form)}]`),
    plain: remove(`${path}[value eq ${literal(value)}]`),
    before: isList(of) ? both : held(of, value),
  };
};

/** Removes one of two values, by the value of the operation and by a filter. */
const removing = ({ of, type, path, value }: Kind, named: Json): Cell => {
  const [, other] = valuesOf[type];
  return {
    departed: remove(path, named),
    plain: remove(`${path}[value eq ${literal(value)}]`),
    before: of === 'list' ? [value, other] : [{ value }, { value: other }],
  };
};

/** Operations with each departure for a kind of attribute; undefined if it is not about the values of a PATCH. */
const cellsOf: Readonly<Record<DepartureId, ((kind: Kind) => readonly Cell[]) | undefined>> = {
  'op-in-any-case': (kind) => [
    {
      departed: { ...add(kind.path, held(kind.of, kind.value)), op: 'Add' },
      plain: add(kind.path, held(kind.of, kind.value)),
    },
  ],
  'empty-operations': undefined,
  'flat-value-map': ({ of, path, value }) => [
    { departed: { op: 'add', value: { [path]: held(of, value) } }, plain: add(path, held(of, value)) },
  ],
  'remove-by-value-list': (kind) => {
    if (!isList(kind.of)) return [];
    const { value } = kind;
    return [
      value,
      [value],
      { value },
      [{ value }],
      [null, { VALUE: value, type: null }],
      literal([{ value }]),
    ]
      .filter((named) => kind.of === 'list' || typeof value === 'string' || !isBare(named))
      .map((named) => removing(kind, named));
  },
  'create-on-absent': ({ of, path, value }) => {
    if (of === 'one') return [];
    if (of !== 'elements') {
      const departed = { op: 'replace', path: `${path}[value eq ${literal(value)}].value`, value };
      return [{ departed, plain: add(path, held(of, value)), refused: true }];
    }
    const departed = { op: 'replace', path: `${path}[type eq "work"].value`, value };
    return [{ departed, plain: add(path, [{ type: 'work', value }]) }];
  },
  'empty-value-clears': ({ of, path, value }) => [
    {
      departed: { op: 'replace', path, value: '' },
      plain: { op: 'replace', path, value: null },
      before: held(of, value),
    },
  ],
  'boolean-as-string': (kind) =>
    kind.type === 'boolean'
      ? [
          instead(kind, 'True'),
          ...(isList(kind.of) ? [removing(kind, ['True']), removing(kind, [{ value: 'True' }])] : []),
        ]
      : [],
  'number-as-text': (kind) =>
    isNumber(kind.type)
      ? [
          instead(kind, String(kind.value)),
          ...(kind.of === 'one' ? [] : [operand(kind, String(kind.value))]),
          ...(isList(kind.of)
            ? [removing(kind, [String(kind.value)]), removing(kind, [{ value: String(kind.value) }])]
            : []),
        ]
      : [],
  'json-in-string': (kind) => {
    const { of, path, value } = kind;
    if (of === 'one') return [];
    const plain = add(path, held(of, value));
    const texts: readonly Json[] =
      of === 'elements'
        ? [literal([{ value }]), literal({ value }), [literal({ value })], [{ value: literal({ value }) }]]
        : [literal(held(of, value))];
    return texts.map((text) => ({ departed: add(path, text), plain }));
  },
  'complex-as-string': ({ of, path, value }) =>
    of === 'whole' ? [{ departed: add(path, String(value)), plain: add(path, held(of, value)) }] : [],
  'complex-as-array': ({ of, path, value }) =>
    of === 'whole' ? [{ departed: add(path, [held(of, value)]), plain: add(path, held(of, value)) }] : [],
  'element-as-string': ({ of, path, value }) =>
    isList(of) ? [{ departed: add(path, [String(value)]), plain: add(path, held(of, value)) }] : [],
  'element-as-object': ({ of, path, value }) =>
    of === 'list' ? [{ departed: add(path, [{ value }]), plain: add(path, held(of, value)) }] : [],
  'unqualified-extension-attribute': ({ of, type, path, value }) => [
    { departed: add(nameOf(of, type), held(of, value)), plain: add(path, held(of, value)) },
  ],
  'value-path-compare': undefined,
  'unquoted-operand': (kind) =>
    kind.of !== 'one' && kind.type === 'string'
      ? [
          {
            ...operand(kind, kind.value),
            departed: remove(`${kind.path}[value eq ${String(kind.value)}]`),
          },
        ]
      : [],
  'unescaped-quotes': undefined,
  'boolean-operand-as-string': (kind) =>
    kind.of !== 'one' && kind.type === 'boolean' ? [operand(kind, 'True')] : [],
  'unknown-schema-urn': undefined,
  'unlisted-extension': undefined,
  'disable-first': undefined,
  'absent-active-keeps-disabled': undefined,
};

/** Whether a removal names a bare value. Only a string can stand for an element. */
function isBare(named: Json): boolean {
  return typeof named !== 'object' || (Array.isArray(named) && typeof named[0] !== 'object');
}

function outcome(before: JsonObject, operation: Operation): JsonObject | string {
  try {
    return patch(everyKind, before, [operation], openParseContext()).resource;
  } catch (error) {
    if (error instanceof ScimError) return error.message;
    throw error;
  }
}

const kinds = classes.flatMap((of) =>
  simpleTypes.map((type): Kind => ({
    of,
    type,
    path: `${EVERY}:${nameOf(of, type)}`,
    value: valuesOf[type][0],
  })),
);
const rows = Object.entries(cellsOf).flatMap(([departure, cells]) =>
  kinds.flatMap((kind) =>
    (cells?.(kind) ?? []).map((cell) => ({
      departure,
      ...kind,
      ...cell,
      sent: JSON.stringify(cell.departed),
    })),
  ),
);

describe('a departure means the same for every class and type of attribute', () => {
  it('is tried in every class', () => {
    expect(rows.length).toBeGreaterThan(200);
    for (const of of classes) expect(rows.filter((row) => row.of === of).length).toBeGreaterThan(30);
  });

  const read = rows.filter(({ refused }) => refused === undefined);

  it.each(read)('$departure, $of of $type: $sent', ({ of, type, departed, plain, before }) => {
    const stored = before === undefined ? { userName: 'ada' } : holding(of, type, before);
    const told = outcome(stored, plain);
    expect(told).not.toEqual(stored);
    expect(outcome(stored, departed)).toEqual(told);
  });

  it.each(rows.filter((row) => !read.includes(row)))(
    '$departure, $of of $type: $sent is refused with the reason',
    ({ departed }) => {
      expect(outcome({ userName: 'ada' }, departed)).toContain('matches no value of this resource');
    },
  );
});
