import { Awareness } from "y-protocols/awareness";
import type { Doc } from "yjs";
import { People, type Person } from "./people.js";
import { shownUser, type User } from "./user.js";

const RENEW_AGAIN_AFTER_MS = 5_000;

/** The awareness of a ydoc: who we are, who the others are, and what a lost connection does to both. */
export class Presence {
  readonly awareness: Awareness;
  readonly #ydoc: Doc;
  readonly #people: People;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(ydoc: Doc, user: User | undefined, changed: (people: readonly Person[]) => void) {
    this.#ydoc = ydoc;
    this.awareness = new Awareness(ydoc);
    if (user) this.setUser(user);
    this.#people = new People(this.awareness, changed);
  }

  get people(): readonly Person[] {
    return this.#people.list;
  }

  setUser(user: User): void {
    this.awareness.setLocalStateField("user", shownUser(user, this.awareness.clientID));
  }

  /** Whether the page is hidden: a server may end a session that is away for long. */
  setAway(isAway: boolean): void {
    const state = this.awareness.getLocalState();
    if (state === null || (state.away === true) === isAway) return;
    const { away: _, ...rest } = state;
    this.awareness.setLocalState(isAway ? { ...rest, away: true } : rest);
  }

  /**
   * A state is only believed with a higher clock than the last one that was seen, and the server has just forgotten
   * ours, or never saw it: without a new clock the others would miss us until the next renewal, 15 s later.
   */
  renew(): void {
    this.#renewNow();
    // And once more: the server may still hold our earlier socket, not know that it is dead, and believe that one.
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#renewNow(), RENEW_AGAIN_AFTER_MS);
  }

  #renewNow(): void {
    const state = this.awareness.getLocalState();
    if (state !== null) this.awareness.setLocalState(state);
  }

  /** The other way round, before a new connection: of those whose states y-websocket has dropped, forget the clocks too. */
  forgetDeparted(): void {
    const { meta, states, clientID } = this.awareness;
    for (const clientId of meta.keys()) {
      if (clientId !== clientID && !states.has(clientId)) meta.delete(clientId);
    }
  }

  /** Yjs takes a new clientID when somebody else turns out to write with ours; the state moves with it. */
  followClientId(): void {
    const { awareness } = this;
    if (awareness.clientID === this.#ydoc.clientID) return;
    const state = awareness.getLocalState();
    awareness.setLocalState(null);
    awareness.clientID = this.#ydoc.clientID;
    awareness.setLocalState(state);
  }

  /** Tells the others that we have gone, if a connection still stands. */
  leave(): void {
    clearTimeout(this.#again);
    this.followClientId();
    this.awareness.setLocalState(null);
  }

  dispose(): void {
    this.#people.dispose();
    this.awareness.destroy();
  }
}
