import { describe, expect, it } from 'vitest';
import type { ExpressionValue } from '../expression/value.ts';
import { evaluateScope } from './evaluate-scope.ts';
import type { ScopingClause, ScopingOperator } from './scoping-filter.ts';

type Case = readonly [
  value: ExpressionValue,
  operator: ScopingOperator,
  operand: string | undefined,
  holds: boolean,
];

const cases: readonly Case[] = [
  ['Logistics', 'EQUALS', 'Logistics', true],
  ['logistics', 'EQUALS', 'Logistics', false],
  ['Sales', 'NOT EQUALS', 'Logistics', true],
  ['Logistics', 'NOT EQUALS', 'Logistics', false],
  [null, 'NOT EQUALS', 'Logistics', false],
  ['', 'NOT EQUALS', 'Logistics', false],
  ['True', 'IS TRUE', undefined, true],
  ['False', 'IS TRUE', undefined, false],
  [null, 'IS TRUE', undefined, false],
  ['False', 'IS FALSE', undefined, true],
  [null, 'IS FALSE', undefined, false],
  [null, 'IS NULL', undefined, true],
  ['', 'IS NULL', undefined, true],
  ['x', 'IS NULL', undefined, false],
  ['x', 'IS NOT NULL', undefined, true],
  ['', 'IS NOT NULL', undefined, false],
  ['1234567', 'REGEX MATCH', '(1[0-9]{6})', true],
  ['99', 'REGEX MATCH', '^[1-9][0-9]$', true],
  ['mira@fjordline.example', 'REGEX MATCH', '.*\\@fjordline.example', true],
  ['mira@FJORDLINE.example', 'REGEX MATCH', '.*\\@fjordline.example', false],
  ['abc', 'NOT REGEX MATCH', '[0-9]', true],
  ['ab1', 'NOT REGEX MATCH', '[0-9]', false],
  [null, 'NOT REGEX MATCH', '[0-9]', false],
  ['10', 'Greater_Than', '9', true],
  ['9', 'Greater_Than', '9', false],
  ['-1', 'Greater_Than', '-2', false],
  ['ten', 'Greater_Than', '9', false],
  ['9', 'Greater_Than_OR_EQUALS', '9', true],
  ['Dock Planner', 'Includes', 'Plan', true],
  ['Dock Planner', 'Includes', 'plan', false],
  ['mira@fjordline.example', 'ENDS_WITH', 'fjordline.example', true],
  ['mira@fjordline.example', 'ENDS_WITH', 'Fjordline.example', false],
  ['6', '&', '2', true],
  ['5', '&', '2', false],
  ['5', '!&', '2', true],
  ['none', '!&', '2', false],
  ['anything', 'IsMemberOf', 'a group', false],
];

const clauseOf = (operator: ScopingOperator, value?: string): ScopingClause => ({
  attribute: 'x',
  operator,
  value,
});

describe('a clause of a scoping filter', () => {
  it.each(cases)('%j %s %j: %s', (value, operator, operand, holds) => {
    const filter = { title: 'a filter', clauses: [clauseOf(operator, operand)] };
    expect(evaluateScope([filter], new Map([['x', value]])).inScope).toBe(holds);
  });
});

describe('scoping filters', () => {
  const isLogistics = { attribute: 'department', operator: 'EQUALS', value: 'Logistics' } as const;
  const isNoContractor = { attribute: 'employeeType', operator: 'NOT EQUALS', value: 'Contractor' } as const;
  const isChosen = { attribute: 'extensionAttribute7', operator: 'IS TRUE', value: undefined } as const;
  const filters = [
    { title: 'own people of logistics', clauses: [isLogistics, isNoContractor] },
    { title: 'chosen ones', clauses: [isChosen] },
  ];

  it.each([
    ['all clauses of one filter hold', { department: 'Logistics', employeeType: 'Employee' }, true],
    [
      'one clause of each filter does not hold',
      { department: 'Logistics', employeeType: 'Contractor' },
      false,
    ],
    ['an attribute is missing', { department: 'Logistics' }, false],
    ['another filter holds', { department: 'Sales', extensionAttribute7: 'True' }, true],
    ['none holds', {}, false],
  ])('%s', (_what, person, inScope) => {
    expect(evaluateScope(filters, new Map(Object.entries(person))).inScope).toBe(inScope);
  });

  it('leave nobody out when there are none', () => {
    expect(evaluateScope([], new Map())).toEqual({ inScope: true, results: [] });
  });

  it('say of each clause whether it holds', () => {
    const { results } = evaluateScope(filters, new Map([['department', 'Logistics']]));
    expect(results).toEqual([
      { title: 'own people of logistics', clause: isLogistics, holds: true },
      { title: 'own people of logistics', clause: isNoContractor, holds: false },
      { title: 'chosen ones', clause: isChosen, holds: false },
    ]);
  });
});
