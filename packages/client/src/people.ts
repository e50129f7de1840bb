import type { Awareness } from "y-protocols/awareness";
import { type ShownUser, sameUser, shownUser } from "./user.js";

/** One client that is in the document now. Somebody with two tabs is two people here; `user.id` tells. */
export interface Person {
  readonly clientId: number;
  readonly user: ShownUser;
  readonly isSelf: boolean;
}

interface AwarenessChange {
  readonly added: readonly number[];
  readonly updated: readonly number[];
  readonly removed: readonly number[];
}

/** Departed clients whose place is remembered, so that a reconnect does not shuffle the list. */
const MAX_REMEMBERED = 1_000;

/** A state is whatever its client sent. */
function claimedUser(state: { readonly user?: unknown }): unknown {
  return state.user;
}

/** The people in a document: self first, the others in the order in which they came. A new list only when it differs. */
export class People {
  #list: readonly Person[] = [];
  readonly #present = new Map<number, Person>();
  readonly #arrivals = new Map<number, number>();
  #arrived = 0;
  readonly #awareness: Awareness;
  readonly #changed: (people: readonly Person[]) => void;

  constructor(awareness: Awareness, changed: (people: readonly Person[]) => void) {
    this.#awareness = awareness;
    this.#changed = changed;
    this.#receive({ added: [...awareness.getStates().keys()], updated: [], removed: [] });
    awareness.on("change", this.#receive);
  }

  get list(): readonly Person[] {
    return this.#list;
  }

  dispose(): void {
    this.#awareness.off("change", this.#receive);
  }

  readonly #receive = ({ added, updated, removed }: AwarenessChange): void => {
    const changes = [...added, ...updated, ...removed].map((clientId) => this.#refresh(clientId));
    if (!changes.includes(true)) return;
    this.#list = [...this.#present.values()].sort((a, b) => this.#place(a) - this.#place(b));
    this.#changed(this.#list);
  };

  /** What the awareness says now counts, not how the change was announced. True when the person differs. */
  #refresh(clientId: number): boolean {
    const state = this.#awareness.getStates().get(clientId);
    if (state === undefined) return this.#present.delete(clientId);
    const isSelf = clientId === this.#awareness.clientID;
    const user = shownUser(claimedUser(state), clientId);
    const known = this.#present.get(clientId);
    if (known !== undefined && known.isSelf === isSelf && sameUser(known.user, user)) return false;
    this.#present.set(clientId, { clientId, user, isSelf });
    this.#remember(clientId);
    return true;
  }

  #place({ clientId, isSelf }: Person): number {
    return isSelf ? 0 : (this.#arrivals.get(clientId) ?? Number.POSITIVE_INFINITY);
  }

  #remember(clientId: number): void {
    if (this.#arrivals.has(clientId)) return;
    this.#arrived += 1;
    this.#arrivals.set(clientId, this.#arrived);
    if (this.#arrivals.size - this.#present.size <= MAX_REMEMBERED) return;
    for (const remembered of this.#arrivals.keys()) {
      if (!this.#present.has(remembered)) this.#arrivals.delete(remembered);
    }
  }
}
