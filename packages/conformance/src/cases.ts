import type { ConformanceCase } from './conformance-case.ts';
import { add } from './areas/add.ts';
import { bulks } from './areas/bulk.ts';
import { bulkReferences } from './areas/bulk-references.ts';
import { create } from './areas/create.ts';
import { cursors } from './areas/cursors.ts';
import { declaredTypes } from './areas/declared-types.ts';
import { declaredValues } from './areas/declared-values.ts';
import { disabling } from './areas/disabling.ts';
import { discovery } from './areas/discovery.ts';
import { endpoints } from './areas/endpoints.ts';
import { errors } from './areas/errors.ts';
import { filterOperators } from './areas/filter-operators.ts';
import { filters } from './areas/filters.ts';
import { groups } from './areas/groups.ts';
import { lists } from './areas/lists.ts';
import { mediaTypes } from './areas/media-types.ts';
import { modify } from './areas/modify.ts';
import { patchPaths } from './areas/patch-paths.ts';
import { people } from './areas/people.ts';
import { projection } from './areas/projection.ts';
import { remove } from './areas/remove.ts';
import { removeValues } from './areas/remove-values.ts';
import { replace } from './areas/replace.ts';
import { replaceValues } from './areas/replace-values.ts';
import { resources } from './areas/resources.ts';
import { retrieve } from './areas/retrieve.ts';
import { schemas } from './areas/schemas.ts';
import { searches } from './areas/search.ts';
import { security } from './areas/security.ts';
import { sorting } from './areas/sorting.ts';
import { texts } from './areas/texts.ts';
import { valueFilters } from './areas/value-filters.ts';
import { values } from './areas/values.ts';
import { versions } from './areas/versions.ts';

/** The whole suite, area by area. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...endpoints,
  ...discovery,
  ...schemas,
  ...mediaTypes,
  ...resources,
  ...values,
  ...create,
  ...retrieve,
  ...lists,
  ...filters,
  ...filterOperators,
  ...sorting,
  ...cursors,
  ...searches,
  ...projection,
  ...replace,
  ...modify,
  ...patchPaths,
  ...valueFilters,
  ...add,
  ...removeValues,
  ...replaceValues,
  ...disabling,
  ...remove,
  ...bulks,
  ...bulkReferences,
  ...errors,
  ...versions,
  ...security,
  ...texts,
  ...people,
  ...groups,
  ...declaredValues,
  ...declaredTypes,
];
