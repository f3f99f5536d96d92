import type { Connector } from '@scimwright/connector-kit';
import type { Store } from '@scimwright/store';

/** What administration works with. */
export interface AdminDeps {
  readonly connectors: readonly Connector[];
  readonly store: Store;
  readonly clock: () => Date;
  /** The time by which tokens and links end, which does not go back; `clock` unless it is said. */
  readonly tokenClock?: (() => Date) | undefined;
  readonly ids: () => string;
  /** Who does it, for the audit trail, such as `cli:ada`; `host` unless it is said. */
  readonly actor?: string | undefined;
  /** What an administrator should look at of the host itself, in sentences; health says it of every tenant. */
  readonly hostWarnings?: (() => readonly string[]) | undefined;
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

/**
 * Why an administrator is refused: the wish cannot be had as things are, something it names is not there, something is
 * in its way, or its time is over.
 */
export type AdminRefusalKind = 'refused' | 'not-found' | 'conflict' | 'gone';

/**
 * A refusal of an administrator's wish, in words that say what to do.
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
 * The connector of that id.
 *
 * @throws AdminRefusal naming those there are
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
