import type { z } from 'zod';
import { auditEntry, auditPage } from './audit.ts';
import { connector, connectorList, mappingRow } from './connector.ts';
import { event, eventPage, failingEvent, failingEvents, skippedEvent } from './event.ts';
import { handOver, handOverList, madeHandOver, newHandOver } from './hand-over.ts';
import { health } from './health.ts';
import { logEntry, logPage, unresolved } from './log.ts';
import { erasedPerson, erasure, person, personExport } from './person.ts';
import { problem } from './problem.ts';
import { listedResource, member, memberPage, resourcePage, wholeResource } from './resource.ts';
import {
  deletedTenant,
  enabledTenant,
  enabling,
  newTenant,
  tenant,
  tenantChange,
  tenantPage,
} from './tenant.ts';
import { issuedToken, newToken, revokedToken, token, tokenList } from './token.ts';

/** The names of shapes in the OpenAPI document; every body has one. */
export const namedShapes: Readonly<Record<string, z.ZodType>> = {
  AuditEntry: auditEntry,
  AuditPage: auditPage,
  Connector: connector,
  ConnectorList: connectorList,
  DeletedTenant: deletedTenant,
  EnabledTenant: enabledTenant,
  Enabling: enabling,
  ErasedPerson: erasedPerson,
  Erasure: erasure,
  Event: event,
  EventPage: eventPage,
  FailingEvent: failingEvent,
  FailingEvents: failingEvents,
  HandOver: handOver,
  HandOverList: handOverList,
  Health: health,
  IssuedToken: issuedToken,
  ListedResource: listedResource,
  LogEntry: logEntry,
  LogPage: logPage,
  MadeHandOver: madeHandOver,
  MappingRow: mappingRow,
  Member: member,
  MemberPage: memberPage,
  NewHandOver: newHandOver,
  NewTenant: newTenant,
  NewToken: newToken,
  Person: person,
  PersonExport: personExport,
  Problem: problem,
  Resource: wholeResource,
  ResourcePage: resourcePage,
  RevokedToken: revokedToken,
  SkippedEvent: skippedEvent,
  Tenant: tenant,
  TenantChange: tenantChange,
  TenantPage: tenantPage,
  Token: token,
  TokenList: tokenList,
  Unresolved: unresolved,
};
