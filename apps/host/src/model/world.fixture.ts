import { openNameLedger, type Hold, type NameLedger } from './name-ledger.fixture.ts';
import type { Ask, Tally } from './ask.fixture.ts';
import type { Random } from './seeded-random.fixture.ts';

/** What the model knows of a user. */
export interface UserState {
  readonly userName: string;
  readonly displayName: string;
  readonly active: boolean;
  readonly mail: string;
}

/** What the model knows of a group. */
export interface GroupState {
  readonly displayName: string;
  readonly externalId: string;
  readonly members: ReadonlySet<string>;
}

/** A resource that one worker alone writes, so that its state is known exactly. */
export interface Owned<State> {
  readonly id: string;
  state: State;
  version: number;
  /** Its unique name. */
  hold: Hold;
  /** The events that there must be of it, a list for each commit. */
  readonly events: string[][];
}

/** A group that every worker adds its own users to, and that one of them renames. */
export interface SharedGroup {
  readonly id: string;
  readonly renamedBy: number;
  displayName: string;
  /** The latest version that anybody was told. */
  version: number;
}

/** One client: what it wrote and what that must have come to. */
export interface Worker {
  readonly number: number;
  readonly random: Random;
  readonly ask: Ask;
  readonly users: Owned<UserState>[];
  readonly groups: Owned<GroupState>[];
  readonly deleted: { readonly users: Owned<UserState>[]; readonly groups: Owned<GroupState>[] };
  /** Which of its users are in the shared groups, by id of the group. */
  readonly inShared: Map<string, Set<string>>;
  /** What became of the memberships in shared groups, by id of the group and of the user. */
  readonly sharedEvents: Map<string, string[]>;
  /** A number that it never used before. */
  fresh(): number;
}

/** What the workers share. */
export interface World {
  readonly userNames: NameLedger;
  readonly groupNames: NameLedger;
  readonly sharedGroups: SharedGroup[];
  /** A group that every worker adds anybody to and takes anybody out of, also whom another is just deleting. */
  openGroup: string;
  /** Users that nobody changes, by id; they were there first. */
  readonly residents: Map<string, string>;
  /** All ids of users that somebody was ever told. */
  readonly knownIds: Set<string>;
  /** Ids of those that are surely there. */
  readonly liveIds: Set<string>;
  /** Ids of those whose deletion is under way. */
  readonly leavingIds: Set<string>;
  /** How many deletions of users were begun, and how many of these are over. */
  readonly deletions: { begun: number; over: number };
  readonly tally: Tally;
  /** Resolves when nothing is under way any more of requests that were not answered. */
  settled(): Promise<void>;
}

/** Opens a world with nothing in it. */
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
