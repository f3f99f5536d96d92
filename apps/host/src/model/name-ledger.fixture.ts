/** A resource that has or requests a unique name, as far as the client knows. */
export interface Hold {
  readonly name: string;
  /** The id of the resource, once known. */
  owner: string | undefined;
  /** When the name was requested: the resource cannot have had it earlier. */
  readonly asked: number;
  /** When the server acknowledged the name; undefined while unknown. */
  since: number | undefined;
  /** When the release of the name was requested. */
  leaving: number | undefined;
  /** When the server acknowledged the release. */
  until: number | undefined;
}

/** Records which resource may have which unique name at what time. Throws on a contradiction. */
export interface NameLedger {
  /** Call before a request that takes the name. */
  ask(name: string): Hold;
  /** The request was acknowledged: no other resource may certainly have the name. */
  confirm(hold: Hold, owner: string): void;
  /** The request was refused with 409: another resource must have been able to have the name meanwhile. */
  refuse(hold: Hold): void;
  /** The request turned out not to have been carried out. */
  withdraw(hold: Hold): void;
  /** Call before a request that releases the name. */
  leave(hold: Hold): void;
  /** The release was not carried out. */
  stay(hold: Hold): void;
  /** The release was acknowledged. */
  leftBehind(hold: Hold): void;
  /** Call before a search for a name; the returned function checks the ids that the search finds. */
  look(name: string): (foundIds: readonly string[]) => void;
}

/** Opens a ledger. Its time is a counter, since one process calls it. */
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
