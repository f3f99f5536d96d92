/**
 * An attribute path as it was written: `[urn:]name[.sub]` (RFC 7644 §3.10). In `urn:a:b:c`, `schema` is `urn:a:b` and
 * `name` is `c`; whether the whole is the URN of a schema is known only to the binding.
 */
export interface AttributePath {
  readonly schema: string | undefined;
  readonly name: string;
  readonly sub: string | undefined;
}
