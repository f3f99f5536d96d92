import type { ExpressionNode } from '../expression/ast.ts';
import type { AttributeMapping, MappingSource } from './mapping.ts';

/**
 * The attributes of the directory that a source reads, each once.
 *
 * @example
 * sourceAttributes(readSource('Join(" ", [givenName], [surname])')); // ['givenName', 'surname']
 */
export function sourceAttributes(source: MappingSource): readonly string[] {
  switch (source.kind) {
    case 'direct':
      return [source.attribute];
    case 'expression':
      return [...new Set(attributesIn(source.expression.root))];
    case 'constant':
    case 'none':
      return [];
    default:
      return source satisfies never;
  }
}

/** Whether a mapping reads an attribute of the directory. */
export function readsAttribute({ source }: AttributeMapping, attribute: string): boolean {
  return sourceAttributes(source).includes(attribute);
}

function attributesIn(node: ExpressionNode): readonly string[] {
  switch (node.kind) {
    case 'attribute':
      return [node.name];
    case 'call':
      return node.args.flatMap(attributesIn);
    case 'comparison':
      return [...attributesIn(node.left), ...attributesIn(node.right)];
    case 'text':
    case 'number':
    case 'compareType':
    case 'omitted':
      return [];
    default:
      return node satisfies never;
  }
}
