/**
 * Says that each user has one role, the primary one. However Entra sends roles, one remains: a single element becomes
 * primary, and a new primary role replaces the old one.
 */
export interface SingleRole<Settings> {
  /** The path of the row that holds the role, such as `roles[primary eq "True"].value`. */
  readonly path: string;
  /** The role names of a tenant, from its settings; undefined accepts any name. */
  readonly allowed?: (settings: Settings) => readonly string[] | undefined;
  /** What the tutorial leaves open and what you decided, in a sentence. */
  readonly assumed?: string;
}
