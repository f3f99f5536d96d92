import { openNameLedger, type Hold, type NameLedger } from './name-ledger.fixture.ts';
import type { Ask, Tally } from './ask.fixture.ts';
import type { Random } from './seeded-random.fixture.ts';

/** The model of a user. */
export interface UserState {
  readonly userName: string;
  readonly displayName: string;
  readonly active: boolean;
  readonly mail: string;
}

/** The model of a group. */
export interface GroupState {
  readonly displayName: string;
  readonly externalId: string;
  readonly members: ReadonlySet<string>;
}

/** A resource that only one worker writes, so that its state is known exactly. */
export interface Owned<State> {
  readonly id: string;
  state: State;
  version: number;
  /** Its unique name. */
  hold: Hold;
  /** The expected events, a list for each commit. */
  readonly events: string[][];
}

/** A group to which every worker adds its own users, and which one worker renames. */
export interface SharedGroup {
  readonly id: string;
  readonly renamedBy: number;
  displayName: string;
  /** The latest version in any answer. */
  version: number;
}

/** One client, with its writes and their expected results. */
export interface Worker {
  readonly number: number;
  readonly random: Random;
  readonly ask: Ask;
  readonly users: Owned<UserState>[];
  readonly groups: Owned<GroupState>[];
  readonly deleted: { readonly users: Owned<UserState>[]; readonly groups: Owned<GroupState>[] };
  /** Its users in the shared groups, by the id of the group. */
  readonly inShared: Map<string, Set<string>>;
  /** The expected events of memberships in shared groups, by the ids of the group and the user. */
  readonly sharedEvents: Map<string, string[]>;
  /** A number that the worker has not used before. */
  fresh(): number;
}

/** The data that the workers share. */
export interface World {
  readonly userNames: NameLedger;
  readonly groupNames: NameLedger;
  readonly sharedGroups: SharedGroup[];
  /** A group to which every worker adds and from which it removes any user, even one that another worker is deleting. */
  openGroup: string;
  /** The names of users that no worker changes, by id; they were created first. */
  readonly residents: Map<string, string>;
  /** All ids of users that any answer has shown. */
  readonly knownIds: Set<string>;
  /** Ids of users that certainly exist. */
  readonly liveIds: Set<string>;
  /** Ids of users whose deletion is under way. */
  readonly leavingIds: Set<string>;
  /** The numbers of begun and finished deletions of users. */
  readonly deletions: { begun: number; over: number };
  readonly tally: Tally;
  /** Resolves when no unanswered request is still being carried out. */
  settled(): Promise<void>;
}

/** Opens an empty world. */
export function openWorld(settled: () => Promise<void>): World {
  return {
    userNames: openNameLedger(),
    groupNames: openNameLedger(),
    sharedGroups: [],
    openGroup: '',
    residents: new Map(),
    knownIds: new Set(),
    liveIds: new Set(),
    leavingIds: new Set(),
    deletions: { begun: 0, over: 0 },
    tally: { answered: 0, unknown: 0 },
    settled,
  };
}
