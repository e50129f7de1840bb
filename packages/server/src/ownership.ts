import type { Clock } from "./clock.js";
import type { RoomMember } from "./room-member.js";
import type { MayWriteAs } from "./validate-update.js";
import type { Writer } from "./writer.js";

export interface OwnershipOptions {
  readonly clock: Clock;
  /** Whom a clientID belongs to; null: nobody. */
  readonly ownerOf: (client: number) => string | null;
  /** Whether anything is known of a clientID. */
  readonly isKnown: (client: number) => boolean;
  /** The session that introduced a clientID in awareness. */
  readonly holderOf: (client: number) => RoomMember | undefined;
  /** Until when what a crash has lost may be brought back by others; milliseconds since the epoch. */
  readonly recoversUntil: number;
  /** How long after the room has opened it is the owners' turn to bring it. */
  readonly ownersFirstMs: number;
}

const RETRY_MS = 1000;

/**
 * Who may write with which Yjs clientID: an id belongs to the identity that first wrote with it, and one that nobody has written with yet to the
 * session whose awareness shows it.
 *
 * After a crash readers may hold edits of others that were relayed and had not reached the disk. They are told from forged ones by time and place only:
 * for a while after such a start, once the owner has had the first turn, and while nobody is here who shows that clientID.
 */
export class Ownership {
  readonly #options: OwnershipOptions;
  readonly #ownersFirstUntil: number;

  constructor(options: OwnershipOptions) {
    this.#options = options;
    this.#ownersFirstUntil = options.clock.now() + options.ownersFirstMs;
  }

  /** What is written first with a clientID while this holds may have been brought for another: it then belongs to nobody. */
  get isRecovering(): boolean {
    const { clock, recoversUntil } = this.#options;
    return clock.now() < recoversUntil;
  }

  /**
   * In how many milliseconds somebody who brings what belongs to another may try again; null: never. After the owners' turn
   * too: where all who are here hold something of each other, one of them has to come while the others are away.
   */
  get retryAfterMs(): number | null {
    if (!this.isRecovering) return null;
    return Math.max(this.#ownersFirstUntil - this.#options.clock.now(), RETRY_MS);
  }

  mayWriteAs(writer: Writer): MayWriteAs {
    return (client) => {
      const owner = this.#options.ownerOf(client);
      if (owner !== null) return writer.isOwner(owner) || this.#mayStandInFor(client);
      if (this.#options.isKnown(client)) return true;
      const holder = this.#options.holderOf(client)?.writer;
      return holder === undefined || sameOwner(holder, writer);
    };
  }

  #mayStandInFor(client: number): boolean {
    const { clock, holderOf } = this.#options;
    return this.isRecovering && clock.now() >= this.#ownersFirstUntil && holderOf(client) === undefined;
  }
}

function sameOwner(one: Writer, other: Writer): boolean {
  return one.owner === null ? other.owner === null : other.isOwner(one.owner);
}
