/**
 * An attribute path as written: `[urn:]name[.sub]` (RFC 7644 §3.10). In `urn:a:b:c`, `schema` is `urn:a:b` and `name` is
 * `c`; only binding can tell whether the whole is the URN of a schema.
 */
export interface AttributePath {
  readonly schema: string | undefined;
  readonly name: string;
  readonly sub: string | undefined;
}
