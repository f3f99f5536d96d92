import type { ENTERPRISE_USER, Json, MappingRow } from '@scimwright/core';
import type { EventGroup, EventUser } from './resource-shapes.ts';

/**
 * A user of a product, as its rows have it: the attributes that a row names and no others, with those required that a row
 * requires. An attribute of many values has them all, whichever its rows name.
 */
export type UserOf<Row extends RowType> = ResourceOf<Row, EventUser>;

/** The same for a group. Its members are not in it: they come and go by events of their own. */
export type GroupOf<Row extends RowType> = ResourceOf<Row, EventGroup>;

/** What the types look at in a row. */
type RowType = Pick<MappingRow, 'path' | 'required'>;

/** Where a row points: `extension` and `part` are undefined where the path has none. */
interface Place {
  readonly extension: string | undefined;
  readonly name: string;
  readonly part: string | undefined;
  readonly required: boolean;
}

/** Rows whose paths are known as texts alone say nothing of a product: then it is whatever RFC 7643 has. */
type ResourceOf<Row extends RowType, Whole> = string extends Row['path']
  ? Whole
  : Joined<
      Attributes<Extract<PlaceOf<Row>, { readonly extension: undefined }>, Whole> &
        Extensions<Extract<PlaceOf<Row>, { readonly extension: string }>>
    >;

type PlaceOf<Row extends RowType> = Row extends RowType
  ? PlaceIn<InCore<Row['path']>, Exclude<Row['required'], undefined>>
  : never;

/** The URN of the core schema may stand before a path. */
type InCore<Path extends string> =
  Path extends `urn:ietf:params:scim:schemas:core:2.0:${'User' | 'Group'}:${infer Rest}` ? Rest : Path;

type PlaceIn<Path extends string, Required extends boolean> = Path extends `urn:${string}`
  ? { readonly extension: UrnOf<Path>; readonly required: Required } & NameIn<AfterUrn<Path>>
  : { readonly extension: undefined; readonly required: Required } & NameIn<Path>;

/** All before the last colon. */
type UrnOf<Path extends string> = Path extends `${infer First}:${infer Rest}`
  ? Rest extends `${string}:${string}`
    ? `${First}:${UrnOf<Rest>}`
    : First
  : never;

/** All behind the last colon. */
type AfterUrn<Path extends string> = Path extends `${string}:${infer Rest}` ? AfterUrn<Rest> : Path;

/** `emails[type eq "work"].value` is in `emails`; `name.givenName` is the part `givenName` of `name`. */
type NameIn<Path extends string> = Path extends `${infer Name}[${string}`
  ? { readonly name: Name; readonly part: undefined }
  : Path extends `${infer Name}.${infer Part}`
    ? { readonly name: Name; readonly part: Part }
    : { readonly name: Path; readonly part: undefined };

/** Those among the attributes of `Whole` that the places name. */
type Attributes<Places extends Place, Whole> = {
  readonly [Name in RequiredIn<Places> & keyof Whole]: ValueAt<At<Places, Name>, Whole[Name]>;
} & {
  readonly [Name in Exclude<Places['name'], RequiredIn<Places>> & keyof Whole]?: ValueAt<
    At<Places, Name>,
    Whole[Name]
  >;
};

/** The names of which a row is required. */
type RequiredIn<Places extends Place> = Extract<Places, { readonly required: true }>['name'];

type At<Places extends Place, Name> = Extract<Places, { readonly name: Name }>;

/** A row for a part alone leaves the other parts out. */
type ValueAt<Places extends Place, Value> =
  NonNullable<Value> extends infer Whole
    ? Whole extends readonly unknown[]
      ? Whole
      : undefined extends Places['part']
        ? Whole
        : Joined<Parts<Places, Whole>>
    : never;

type Parts<Places extends Place, Whole> = {
  readonly [Part in RequiredPart<Places> & keyof Whole]: NonNullable<Whole[Part]>;
} & {
  readonly [Part in Exclude<NonNullable<Places['part']>, RequiredPart<Places>> & keyof Whole]?: NonNullable<
    Whole[Part]
  >;
};

type RequiredPart<Places extends Place> = NonNullable<Extract<Places, { readonly required: true }>['part']>;

/** By the URN of each. */
type Extensions<Places extends Place> = {
  readonly [Urn in ExtensionIn<Extract<Places, { readonly required: true }>>]: InExtension<Places, Urn>;
} & {
  readonly [
    Urn in Exclude<ExtensionIn<Places>, ExtensionIn<Extract<Places, { readonly required: true }>>>
  ]?: InExtension<Places, Urn>;
};

type ExtensionIn<Places extends Place> = NonNullable<Places['extension']>;

/** The kit knows the types of the enterprise extension; of another it knows the names. */
type InExtension<Places extends Place, Urn> = Joined<
  Attributes<
    Extract<Places, { readonly extension: Urn }>,
    Urn extends typeof ENTERPRISE_USER
      ? NonNullable<EventUser[typeof ENTERPRISE_USER]>
      : Readonly<Record<Extract<Places, { readonly extension: Urn }>['name'], Json>>
  >
>;

/** One object type, as it is shown in an editor. */
type Joined<Type> = { readonly [Key in keyof Type]: Type[Key] };
