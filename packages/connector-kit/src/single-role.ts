/**
 * The product knows one role of a user, the primary one. However Entra sends roles, one remains: an only element is taken as
 * the primary one, and a new primary role takes the place of the old.
 */
export interface SingleRole<Settings> {
  /** The row that holds the role, such as `roles[primary eq "True"].value`. */
  readonly path: string;
  /** The role names a tenant knows, from its settings; undefined accepts any name. */
  readonly allowed?: (settings: Settings) => readonly string[] | undefined;
  /** What the tutorial leaves open here and what you decided instead, in a sentence. */
  readonly assumed?: string;
}
