import type { Delivery } from "./fanout.js";
import type { Writer } from "./writer.js";

/** What a room knows of a session. */
export interface RoomMember {
  readonly writer: Writer;
  deliver(delivery: Delivery): void;
  /** What it waits for may have been brought by others. */
  lookAgain(): void;
  /** Passes on what is said once; nothing to those who would not understand it. */
  sendBroadcast(frame: Uint8Array): void;
  /** Whether `other` may be the same client on a new socket, this one being dead and not yet found out. */
  mayBeReplacedBy(other: RoomMember): boolean;
}
