import { evaluateExpression } from '../expression/evaluate-expression.ts';
import {
  isList,
  isNull,
  type AttributeSource,
  type EvaluationContext,
  type ExpressionValue,
} from '../expression/value.ts';
import type { AttributeMapping, MappedValue, ObjectMapping, TargetAttribute } from './mapping.ts';

/**
 * A mapping whose expression fails for an object.
 *
 * @example
 * new MappingFailure({ path: 'title', type: 'string', multiValued: false, caseExact: false }, new Error('no date')).message;
 * // 'The mapping of title fails: no date'
 */
export class MappingFailure extends Error {
  override readonly name = 'MappingFailure';
  /** The attribute of the application that gets no value. */
  readonly target: TargetAttribute;

  constructor(target: TargetAttribute, cause: Error) {
    super(`The mapping of ${target.path} fails: ${cause.message}`, { cause });
    this.target = target;
  }
}

/** What evaluating a mapping needs. `SelectUniqueValue` asks whether the application has a value for the attribute that is mapped. */
export interface MappingContext extends Omit<EvaluationContext, 'isTaken'> {
  readonly isTaken: (value: string, target: TargetAttribute) => boolean;
}

/**
 * What the mapping gives one object, in the order of the mapping. An attribute without a value is left out: Entra sends no null, and
 * clears nothing. The empty text counts as none.
 *
 * @param isNew - whether the object is about to be created: only then default values and the flow type `ObjectAddOnly` count
 * @throws MappingFailure when an expression fails
 *
 * @example
 * const context = { now: () => 0, random: () => 0.5, guid: () => '3d0c', defaultDomain: 'x.example', isTaken: () => false };
 * const { users } = defaultMapping();
 * mapObject(users, new Map([['jobTitle', 'Planner']]), context, true).map(({ value }) => value); // ['Planner']
 */
export function mapObject(
  { attributes }: ObjectMapping,
  source: AttributeSource,
  context: MappingContext,
  isNew: boolean,
): readonly MappedValue[] {
  return attributes.flatMap((mapping) => {
    if (!isNew && mapping.flowType === 'ObjectAddOnly') return [];
    const found = evaluate(mapping, source, context);
    if (found === undefined) return [];
    if (!isNone(found.value)) return [{ mapping, ...found }];
    const { defaultValue } = mapping;
    return isNew && defaultValue !== undefined ? [{ mapping, value: defaultValue, isRedacted: false }] : [];
  });
}

/** A value that an object is matched by. */
export interface MatchingValue {
  readonly target: TargetAttribute;
  readonly value: string;
}

/**
 * The values that an object is matched by, by their precedence. One without a value is left out.
 *
 * @throws MappingFailure when an expression fails
 *
 * @example
 * const context = { now: () => 0, random: () => 0.5, guid: () => '3d0c', defaultDomain: 'x.example', isTaken: () => false };
 * const { users } = defaultMapping();
 * matchingValues(users, new Map([['userPrincipalName', 'mira']]), context).map(({ value }) => value); // ['mira']
 */
export function matchingValues(
  { attributes }: ObjectMapping,
  source: AttributeSource,
  context: MappingContext,
): readonly MatchingValue[] {
  return attributes
    .filter(({ matching }) => matching !== undefined)
    .toSorted((a, b) => (a.matching ?? 0) - (b.matching ?? 0))
    .flatMap((mapping) => {
      const value = evaluate(mapping, source, context)?.value ?? null;
      const one = isList(value) && value.length === 1 ? (value[0] ?? null) : value;
      return typeof one === 'string' && one !== '' ? [{ target: mapping.target, value: one }] : [];
    });
}

function isNone(value: ExpressionValue): boolean {
  return isNull(value) || value === '';
}

/** Undefined when the attribute is taken out of the flow. */
function evaluate(
  { source, target }: AttributeMapping,
  attributes: AttributeSource,
  context: MappingContext,
): { readonly value: ExpressionValue; readonly isRedacted: boolean } | undefined {
  switch (source.kind) {
    case 'direct':
      return { value: attributes.get(source.attribute) ?? null, isRedacted: false };
    case 'constant':
      return { value: source.value, isRedacted: false };
    case 'none':
      return { value: null, isRedacted: false };
    case 'expression':
      try {
        const found = evaluateExpression(source.expression, attributes, {
          ...context,
          isTaken: (value) => context.isTaken(value, target),
        });
        return found.kind === 'ignored' ? undefined : found;
      } catch (error) {
        throw error instanceof Error ? new MappingFailure(target, error) : error;
      }
    default:
      return source satisfies never;
  }
}
