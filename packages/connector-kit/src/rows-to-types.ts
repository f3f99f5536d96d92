import type { Json } from '@scimwright/core';
import type { MappingRow } from '@scimwright/core/profile';
import type { ENTERPRISE_USER } from '@scimwright/core/schema';
import type { EventGroup, EventUser } from './resource-shapes.ts';

/**
 * The type of a product's users: the attributes that rows map, and those required that a row requires. A multi-valued
 * attribute has all its elements, whichever the rows map.
 */
export type UserOf<Row extends RowType> = ResourceOf<Row, EventUser>;

/** The type of a product's groups, without members, which have events of their own. */
export type GroupOf<Row extends RowType> = ResourceOf<Row, EventGroup>;

/** The part of a row that decides the type. */
type RowType = Pick<MappingRow, 'path' | 'required'>;

/** A parsed path; `extension` and `part` are undefined if it has none. */
interface Place {
  readonly extension: string | undefined;
  readonly name: string;
  readonly part: string | undefined;
  readonly required: boolean;
}

/** If paths are only known to be strings, the type is that of RFC 7643. */
type ResourceOf<Row extends RowType, Whole> = string extends Row['path']
  ? Whole
  : Joined<
      Attributes<Extract<PlaceOf<Row>, { readonly extension: undefined }>, Whole> &
        Extensions<Extract<PlaceOf<Row>, { readonly extension: string }>>
    >;

type PlaceOf<Row extends RowType> = Row extends RowType
  ? PlaceIn<InCore<Row['path']>, Exclude<Row['required'], undefined>>
  : never;

/** A path may begin with the URN of the core schema. */
type InCore<Path extends string> =
  Path extends `urn:ietf:params:scim:schemas:core:2.0:${'User' | 'Group'}:${infer Rest}` ? Rest : Path;

type PlaceIn<Path extends string, Required extends boolean> = Path extends `urn:${string}`
  ? { readonly extension: UrnOf<Path>; readonly required: Required } & NameIn<AfterUrn<Path>>
  : { readonly extension: undefined; readonly required: Required } & NameIn<Path>;

/** Everything before the last colon. */
type UrnOf<Path extends string> = Path extends `${infer First}:${infer Rest}`
  ? Rest extends `${string}:${string}`
    ? `${First}:${UrnOf<Rest>}`
    : First
  : never;

/** Everything after the last colon. */
type AfterUrn<Path extends string> = Path extends `${string}:${infer Rest}` ? AfterUrn<Rest> : Path;

/** `emails[type eq "work"].value` maps `emails`; `name.givenName` maps the part `givenName` of `name`. */
type NameIn<Path extends string> = Path extends `${infer Name}[${string}`
  ? { readonly name: Name; readonly part: undefined }
  : Path extends `${infer Name}.${infer Part}`
    ? { readonly name: Name; readonly part: Part }
    : { readonly name: Path; readonly part: undefined };

/** The attributes of `Whole` that the places name. */
type Attributes<Places extends Place, Whole> = {
  readonly [Name in RequiredIn<Places> & keyof Whole]: ValueAt<At<Places, Name>, Whole[Name]>;
} & {
  readonly [Name in Exclude<Places['name'], RequiredIn<Places>> & keyof Whole]?: ValueAt<
    At<Places, Name>,
    Whole[Name]
  >;
};

/** The names that have a required row. */
type RequiredIn<Places extends Place> = Extract<Places, { readonly required: true }>['name'];

type At<Places extends Place, Name> = Extract<Places, { readonly name: Name }>;

/** If all rows are for parts, the other parts are left out. */
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

/** The extensions by their URNs. */
type Extensions<Places extends Place> = {
  readonly [Urn in ExtensionIn<Extract<Places, { readonly required: true }>>]: InExtension<Places, Urn>;
} & {
  readonly [
    Urn in Exclude<ExtensionIn<Places>, ExtensionIn<Extract<Places, { readonly required: true }>>>
  ]?: InExtension<Places, Urn>;
};

type ExtensionIn<Places extends Place> = NonNullable<Places['extension']>;

/** The kit knows the types of the enterprise extension, but only the names of any other. */
type InExtension<Places extends Place, Urn> = Joined<
  Attributes<
    Extract<Places, { readonly extension: Urn }>,
    Urn extends typeof ENTERPRISE_USER
      ? NonNullable<EventUser[typeof ENTERPRISE_USER]>
      : Readonly<Record<Extract<Places, { readonly extension: Urn }>['name'], Json>>
  >
>;

/** Flattens an intersection, so that editors show one object type. */
type Joined<Type> = { readonly [Key in keyof Type]: Type[Key] };
