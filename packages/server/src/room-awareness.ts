import type { AwarenessEntry } from "@motet/protocol";

interface Presence<Owner> {
  readonly clock: number;
  readonly state: string;
  readonly owner: Owner;
}

const LEFT = "null";

/** What a session may do with clients that are not its own. */
export interface AwarenessRights<Owner> {
  readonly mayIntroduce: (clientId: number) => boolean;
  /** Whether it may take a client over from a session that still holds it, as somebody does who has reconnected before the old socket was found dead. */
  readonly mayReplace: (holder: Owner) => boolean;
}

/**
 * Who is in a room and where. A session owns the client that it introduced first: it can neither speak for nor remove another's, and its client leaves
 * with it. A stock y-websocket client repeats to the server what it hears of others, late too, so whatever is not a session's own is passed over in silence.
 */
export class RoomAwareness<Owner> {
  readonly #present = new Map<number, Presence<Owner>>();
  readonly #clientOf = new Map<Owner, number>();

  /** Takes what a session says; returns what of it is news for the room. */
  receive(
    owner: Owner,
    entries: readonly AwarenessEntry[],
    { mayIntroduce, mayReplace }: AwarenessRights<Owner>,
  ): AwarenessEntry[] {
    const news: AwarenessEntry[] = [];
    for (const entry of entries) {
      if ((this.#clientOf.get(owner) ?? entry.clientId) !== entry.clientId) continue;
      const present = this.#present.get(entry.clientId);
      if (present?.owner === owner) {
        if (entry.clock < present.clock) continue;
        if (entry.state === LEFT) news.push(...this.#remove(entry.clientId, entry.clock));
        else news.push(this.#introduce(owner, entry));
      } else if (entry.state !== LEFT) {
        // An equal clock is an echo of what the holder has said.
        const isAllowed = present
          ? entry.clock > present.clock && mayReplace(present.owner)
          : mayIntroduce(entry.clientId);
        if (!isAllowed) continue;
        news.push(this.#introduce(owner, entry));
      }
    }
    return news;
  }

  /** The session has ended; returns its client's farewell. */
  leave(owner: Owner): AwarenessEntry[] {
    const clientId = this.#clientOf.get(owner);
    const present = clientId === undefined ? undefined : this.#present.get(clientId);
    if (clientId === undefined || present?.owner !== owner) return [];
    // With its own last clock: a later one would make everybody deaf to the same client when it comes back with the next.
    return this.#remove(clientId, present.clock);
  }

  /** The session that has introduced a client. */
  holderOf(clientId: number): Owner | undefined {
    return this.#present.get(clientId)?.owner;
  }

  /** Everybody who is here. */
  all(): AwarenessEntry[] {
    return [...this.#present].map(([clientId, { clock, state }]) => ({ clientId, clock, state }));
  }

  #introduce(owner: Owner, entry: AwarenessEntry): AwarenessEntry {
    const holder = this.#present.get(entry.clientId)?.owner;
    if (holder !== undefined && holder !== owner) this.#clientOf.delete(holder);
    this.#clientOf.set(owner, entry.clientId);
    this.#present.set(entry.clientId, { clock: entry.clock, state: entry.state, owner });
    return entry;
  }

  #remove(clientId: number, clock: number): AwarenessEntry[] {
    const present = this.#present.get(clientId);
    if (!present) return [];
    this.#present.delete(clientId);
    this.#clientOf.delete(present.owner);
    return [{ clientId, clock, state: LEFT }];
  }
}
