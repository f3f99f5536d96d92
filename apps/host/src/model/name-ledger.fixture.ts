/** One resource that has a unique name, or asks for it, as far as the client can know. */
export interface Hold {
  readonly name: string;
  /** The id of the resource, once it is known. */
  owner: string | undefined;
  /** When it was asked for, and so held at the earliest. */
  readonly asked: number;
  /** When it was acknowledged; undefined while nobody knows. */
  since: number | undefined;
  /** When it was asked to be let go. */
  leaving: number | undefined;
  /** When that was acknowledged. */
  until: number | undefined;
}

/** Who may hold which unique name at what time. Whatever contradicts it throws. */
export interface NameLedger {
  /** A request that would take the name is about to be sent. */
  ask(name: string): Hold;
  /** It was acknowledged: nobody else may surely have the name now. */
  confirm(hold: Hold, owner: string): void;
  /** It was refused with 409: somebody else must have been able to have the name meanwhile. */
  refuse(hold: Hold): void;
  /** It turned out that it never happened. */
  withdraw(hold: Hold): void;
  /** A request that would let the name go is about to be sent. */
  leave(hold: Hold): void;
  /** It did not happen. */
  stay(hold: Hold): void;
  /** It was acknowledged. */
  leftBehind(hold: Hold): void;
  /** A search for a name is about to be sent; what comes back is checked by the answer to this. */
  look(name: string): (foundIds: readonly string[]) => void;
}

/** Opens a ledger. Its time is the order in which the one process of the test does things. */
export function openNameLedger(): NameLedger {
  const byName = new Map<string, Hold[]>();
  let time = 0;
  const now = (): number => (time += 1);
  const holdsOf = (name: string): Hold[] => {
    const key = name.toLowerCase();
    const holds = byName.get(key) ?? [];
    byName.set(key, holds);
    return holds;
  };
  const drop = (hold: Hold): void => {
    const holds = holdsOf(hold.name);
    holds.splice(holds.indexOf(hold), 1);
  };
  const isSure = ({ since, leaving }: Hold): boolean => since !== undefined && leaving === undefined;
  const told = (hold: Hold): string => JSON.stringify(hold);

  return {
    ask(name) {
      const hold: Hold = {
        name,
        owner: undefined,
        asked: now(),
        since: undefined,
        leaving: undefined,
        until: undefined,
      };
      holdsOf(name).push(hold);
      return hold;
    },
    confirm(hold, owner) {
      const rival = holdsOf(hold.name).find((other) => other !== hold && isSure(other));
      if (rival !== undefined)
        throw new Error(`Two have the name ${hold.name}: ${owner} got it while ${told(rival)}`);
      Object.assign(hold, { owner, since: now() });
    },
    refuse(hold) {
      const rivals = holdsOf(hold.name).filter((other) => other !== hold);
      drop(hold);
      if (rivals.some(({ until }) => until === undefined || until > hold.asked)) return;
      throw new Error(`409 for ${hold.name}, which nobody has: ${rivals.map(told).join(', ')}`);
    },
    withdraw: drop,
    leave: (hold) => {
      hold.leaving = now();
    },
    stay: (hold) => {
      hold.leaving = undefined;
    },
    leftBehind: (hold) => {
      hold.until = now();
    },
    look(name) {
      const asked = now();
      const sureBefore = holdsOf(name).filter(isSure);
      return (foundIds) => {
        if (foundIds.length > 1) throw new Error(`${name} is found twice: ${foundIds.join(', ')}`);
        const missing = sureBefore.filter((hold) => isSure(hold) && !foundIds.includes(hold.owner ?? ''));
        if (missing.length > 0) throw new Error(`${name} is not found: ${missing.map(told).join(', ')}`);
        const possible = holdsOf(name).filter(({ until }) => until === undefined || until > asked);
        const strange = foundIds.filter((id) => !possible.some(({ owner = id }) => owner === id));
        if (strange.length > 0) throw new Error(`${name} is found at ${strange.join(', ')}, which lost it`);
      };
    },
  };
}
