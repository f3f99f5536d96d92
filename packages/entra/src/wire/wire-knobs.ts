/**
 * What differs between the jobs of Entra, or between what is documented and what was seen. The defaults are what a job for a non-gallery
 * application sends today.
 *
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility
 */
export interface WireKnobs {
  /** The dialect of PATCH. A tenant URL with `aadOptscim062020` selects the second. */
  readonly dialect: Dialect;
  /** How `primary` is written in new elements. */
  readonly primary: 'boolean' | 'text';
  /** The form of a manager's id in a PATCH: a text, an array of references, a reference, or the enterprise object around a text. */
  readonly manager: ManagerForm;
  /** How many members one PATCH adds or removes at most. */
  readonly memberBatch: number;
  /** Whether the operand of a filter has quotes. One of Microsoft's examples has none. */
  readonly quotesOperands: boolean;
  /** The letter case of percent-encoded characters. */
  readonly percentEncoding: 'lower' | 'upper';
  /** The query of the tenant URL goes with each request, such as the flag of the dialect. */
  readonly strayFlag: boolean;
}

/** The dialects of PATCH, by the names in Microsoft's documentation of the feature flag. */
export const dialects = ['default', 'aadOptscim062020'] as const;

/** One dialect of PATCH. */
export type Dialect = (typeof dialects)[number];

/** The forms of a manager that were documented or seen. */
export const managerForms = ['text', 'array', 'object', 'extension'] as const;

/** One form of a manager. */
export type ManagerForm = (typeof managerForms)[number];

/** What a job for a non-gallery application sends today. */
export const entraKnobs: WireKnobs = {
  dialect: 'default',
  primary: 'boolean',
  manager: 'text',
  memberBatch: 1,
  quotesOperands: true,
  percentEncoding: 'lower',
  strayFlag: false,
};
