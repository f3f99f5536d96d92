import { expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  attribute,
  defineConnector,
  ENTERPRISE_USER,
  supportIssuedToken,
  type Connector,
  type EventElement,
  type EventHandler,
  type EventUser,
  type ScimEvent,
} from './index.ts';

const ACCESS = 'urn:contoso:params:scim:schemas:extension:access:2.0:User';
const token = supportIssuedToken({ instructions: 'Write to Flow support.' });
const tutorial = 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list';

/** The tests use only its type, so it never runs. */
const define = () =>
  defineConnector({
    id: 'flow',
    displayName: 'Contoso Flow',
    tutorial,
    settings: z.strictObject({ seats: z.number() }),
    users: [
      attribute('userName', 'string', { required: true, filterable: true }),
      attribute('active', 'boolean'),
      attribute('name.givenName', 'string', { required: true }),
      attribute('name.familyName', 'string'),
      attribute('emails[type eq "work"].value', 'string', { required: true }),
      attribute('roles', 'complex', { unmapped: true }),
      attribute('urn:ietf:params:scim:schemas:core:2.0:User:title', 'string', { from: 'jobTitle' }),
      attribute(`${ENTERPRISE_USER}:department`, 'string', { required: true }),
      attribute(`${ENTERPRISE_USER}:manager`, 'reference'),
      attribute(`${ACCESS}:badge`, 'string', { from: 'employeeId' }),
    ],
    groups: [
      attribute('displayName', 'string', { required: true, filterable: true }),
      attribute('externalId', 'string'),
      attribute('members', 'reference'),
    ],
    refuse({ user, settings, activeUsers }) {
      expectTypeOf(user.userName).toEqualTypeOf<string>();
      expectTypeOf(user.name.givenName).toEqualTypeOf<string>();
      expectTypeOf(user).not.toHaveProperty('nickName');
      expectTypeOf(settings).toEqualTypeOf<{ seats: number }>();
      return activeUsers < settings.seats ? undefined : `No seat is left for ${user.userName}.`;
    },
    token,
  });
const defineDesk = () =>
  defineConnector({
    id: 'desk',
    displayName: 'Contoso Desk',
    tutorial,
    users: [attribute('userName', 'string', { required: true }), attribute('active', 'boolean')],
    token,
  });
type Flow = ReturnType<typeof define>;
type Desk = ReturnType<typeof defineDesk>;

type Created<Of extends Connector> = Extract<ScimEvent<Of>, { readonly type: 'user.created' }>;
type Whole<Event> = Extract<Event, { readonly missing?: undefined }>;

it('the user of an event has the attributes of the rows, and those of required rows are required', () => {
  type User = Whole<Created<Flow>>['resource'];
  expectTypeOf<User['userName']>().toEqualTypeOf<string>();
  expectTypeOf<User['active']>().toEqualTypeOf<boolean | undefined>();
  expectTypeOf<User['title']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<User['emails']>().toEqualTypeOf<readonly EventElement[]>();
  expectTypeOf<User['roles']>().toEqualTypeOf<readonly EventElement[] | undefined>();
  expectTypeOf<User['name']>().toEqualTypeOf<{
    readonly givenName: string;
    readonly familyName?: string;
  }>();
  expectTypeOf<User[typeof ENTERPRISE_USER]['department']>().toEqualTypeOf<string>();
  expectTypeOf<User>().toHaveProperty(ACCESS);
  expectTypeOf<User>().not.toHaveProperty('displayName');
});

it('a stored user may lack a required attribute, and then the event names it', () => {
  type Event = Extract<Created<Flow>, { readonly missing: readonly string[] }>;
  expectTypeOf<Event['resource']['userName']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<Created<Flow>['missing']>().toEqualTypeOf<readonly string[] | undefined>();
});

it('a group has the attributes of its rows except members, which have events of their own', () => {
  type Group = Whole<Extract<ScimEvent<Flow>, { readonly type: 'group.created' }>>['resource'];
  expectTypeOf<Group>().toEqualTypeOf<{ readonly displayName: string; readonly externalId?: string }>();
});

it('the property connector distinguishes events of two products', () => {
  type Either = ScimEvent<Flow | Desk>;
  expectTypeOf<Either['connector']>().toEqualTypeOf<'flow' | 'desk'>();
  type OfDesk = Extract<Either, { readonly connector: 'desk'; readonly type: 'user.created' }>;
  expectTypeOf<Whole<OfDesk>['resource']>().toEqualTypeOf<{
    readonly userName: string;
    readonly active?: boolean;
  }>();
});

it('a handler for any product accepts events of one product, and each connector is a Connector', () => {
  expectTypeOf<EventHandler>().toExtend<EventHandler<Flow>>();
  expectTypeOf<Flow>().toExtend<Connector>();
  expectTypeOf<Desk>().toExtend<Connector>();
  expectTypeOf<Whole<Created<Connector>>['resource']>().toEqualTypeOf<EventUser>();
});
