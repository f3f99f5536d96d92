import type { z } from 'zod';
import { auditEntry, auditPage } from './audit.ts';
import { eventPage, failingEvent, failingEvents, shownEvent, skippedEvent } from './events.ts';
import { logEntry, logPage, unresolved } from './find-log.ts';
import { handOverList, shownMadeHandOver, wantedHandOver } from './hand-overs.ts';
import { shownHealth } from './health-warnings.ts';
import { listedResource, member, memberPage, resourcePage, wholeResource } from './resources.ts';
import { erasedPerson, erasure, namedPerson } from './person/erase-person.ts';
import { personExport } from './person/export-person.ts';
import { connectorList, mappingRow, shownConnector } from './show-connector.ts';
import { shownHandOver } from './show-hand-over.ts';
import { shownTenant } from './show-tenant.ts';
import { shownToken } from './show-token.ts';
import {
  deletedTenant,
  enabling,
  shownEnabledTenant,
  tenantChange,
  tenantPage,
  wantedTenant,
} from './tenants.ts';
import { revokedToken, shownIssuedToken, tokenList, wantedToken } from './tokens.ts';

/** The shapes that have a name in the OpenAPI document; every body is one of them. */
export const namedShapes: Readonly<Record<string, z.ZodType>> = {
  AuditEntry: auditEntry,
  AuditPage: auditPage,
  Connector: shownConnector,
  ConnectorList: connectorList,
  DeletedTenant: deletedTenant,
  EnabledTenant: shownEnabledTenant,
  Enabling: enabling,
  ErasedPerson: erasedPerson,
  Erasure: erasure,
  Event: shownEvent,
  EventPage: eventPage,
  FailingEvent: failingEvent,
  FailingEvents: failingEvents,
  HandOver: shownHandOver,
  HandOverList: handOverList,
  Health: shownHealth,
  IssuedToken: shownIssuedToken,
  ListedResource: listedResource,
  LogEntry: logEntry,
  LogPage: logPage,
  MadeHandOver: shownMadeHandOver,
  MappingRow: mappingRow,
  Member: member,
  MemberPage: memberPage,
  NewHandOver: wantedHandOver,
  NewTenant: wantedTenant,
  NewToken: wantedToken,
  Person: namedPerson,
  PersonExport: personExport,
  Resource: wholeResource,
  ResourcePage: resourcePage,
  RevokedToken: revokedToken,
  SkippedEvent: skippedEvent,
  Tenant: shownTenant,
  TenantChange: tenantChange,
  TenantPage: tenantPage,
  Token: shownToken,
  TokenList: tokenList,
  Unresolved: unresolved,
};
