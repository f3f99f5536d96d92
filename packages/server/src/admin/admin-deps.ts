import type { Connector } from '@scimwright/connector-kit';
import type { Store } from '@scimwright/store';

/** What administration works with. */
export interface AdminDeps {
  readonly connectors: readonly Connector[];
  readonly store: Store;
  readonly clock: () => Date;
  /** The time by which tokens and links end, which does not go back; `clock` unless given. */
  readonly tokenClock?: (() => Date) | undefined;
  readonly ids: () => string;
  /** Who acts, for the audit trail, such as `cli:ada`; `host` unless given. */
  readonly actor?: string | undefined;
  /** What an administrator should look at in the host itself, in sentences. The health of every tenant has them. */
  readonly hostWarnings?: (() => readonly string[]) | undefined;
}

/** What the operations of the admin API work with. */
export interface AdminApiDeps extends AdminDeps {
  /** The URL of the host for its clients, without a slash at its end. */
  readonly origin: () => string;
}

/**
 * The time by which tokens and links end.
 *
 * @example
 * isLive(token, tokenTime(deps));
 */
export function tokenTime({ clock, tokenClock = clock }: Pick<AdminDeps, 'clock' | 'tokenClock'>): Date {
  return tokenClock();
}

/** Why an administrator is refused: not possible now, not found, in conflict with something else, or expired. */
export type AdminRefusalKind = 'refused' | 'not-found' | 'conflict' | 'gone';

/**
 * A refusal of what an administrator asked for; the message says what to do.
 *
 * @example
 * throw new AdminRefusal('There is no connector "bix". This host has bic.', 'not-found');
 */
export class AdminRefusal extends Error {
  override readonly name = 'AdminRefusal';
  readonly kind: AdminRefusalKind;

  constructor(message: string, kind: AdminRefusalKind = 'refused') {
    super(message);
    this.kind = kind;
  }
}

/**
 * The connector with that id.
 *
 * @throws AdminRefusal that names the connectors of this host
 *
 * @example
 * connectorOf(deps, 'bic').displayName;
 */
export function connectorOf({ connectors }: Pick<AdminDeps, 'connectors'>, id: string): Connector {
  const connector = connectors.find((candidate) => candidate.id === id);
  if (connector !== undefined) return connector;
  throw new AdminRefusal(
    `There is no connector "${id}". This host has ${connectors.map((one) => one.id).join(', ')}.`,
    'not-found',
  );
}
