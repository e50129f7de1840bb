/** Local changes that are not known to be on the server's disk. */
export interface Unsaved {
  /** Transactions of this document that did not come from the server. What was there before the provider counts as one. */
  readonly edits: number;
  /** Their size as Yjs updates. */
  readonly bytes: number;
  /** When the oldest of them was made (milliseconds since the epoch); null when there is none. */
  readonly since: number | null;
}

interface Batch extends Unsaved {
  /** Holds something that only an acknowledgement can settle: edits, or an answer to the server's sync step 1. */
  readonly owed: boolean;
}

const EMPTY: Batch = { edits: 0, bytes: 0, since: null, owed: false };

/**
 * Keeps account of what is local and not yet acknowledged. The changes themselves are in the ydoc; here are only
 * figures, so its size depends on the questions in flight and not on the number of edits.
 *
 * An edit goes into the open batch. Asking the server seals that batch under a ticket; the answer settles it and every
 * batch before it. Tickets are never used twice, so that an answer meant for an earlier socket settles nothing.
 */
export class Outbox {
  #open = EMPTY;
  #sealed: { readonly ticket: number; readonly batch: Batch }[] = [];
  #lastTicket = 0;

  record(bytes: number, now: number, edits = 1): void {
    const open = this.#open;
    this.#open = {
      edits: open.edits + edits,
      bytes: open.bytes + bytes,
      since: open.since === null ? now : Math.min(open.since, now),
      owed: true,
    };
  }

  /** Our answer to the server's sync step 1 is on its way: whatever it holds is unproven until it is acknowledged. */
  owe(): void {
    this.#open = { ...this.#open, owed: true };
  }

  /** Closes the open batch and returns the ticket that settles it, and everything before it. */
  seal(): number {
    this.#lastTicket += 1;
    this.#sealed.push({ ticket: this.#lastTicket, batch: this.#open });
    this.#open = EMPTY;
    return this.#lastTicket;
  }

  /** False when no such ticket is in flight. */
  settle(ticket: number): boolean {
    const index = this.#sealed.findIndex((sealed) => sealed.ticket === ticket);
    if (index === -1) return false;
    this.#sealed.splice(0, index + 1);
    return true;
  }

  /** The socket is gone, or its answers cannot be waited for: everything in flight is open again. */
  reopen(): void {
    this.#open = sum(this.#batches());
    this.#sealed = [];
  }

  /** Questions without an answer. */
  get inFlight(): number {
    return this.#sealed.length;
  }

  /** Something has been added since the last question. */
  get hasOpen(): boolean {
    return this.#open.owed;
  }

  /** Nothing is owed: all that is local has been acknowledged. */
  get isSettled(): boolean {
    return !this.#batches().some((batch) => batch.owed);
  }

  get unsaved(): Unsaved {
    const { edits, bytes, since } = sum(this.#batches());
    return { edits, bytes, since };
  }

  #batches(): Batch[] {
    return [...this.#sealed.map((sealed) => sealed.batch), this.#open];
  }
}

function sum(batches: readonly Batch[]): Batch {
  return batches.reduce((total, batch) => ({
    edits: total.edits + batch.edits,
    bytes: total.bytes + batch.bytes,
    since:
      total.since === null || batch.since === null
        ? (total.since ?? batch.since)
        : Math.min(total.since, batch.since),
    owed: total.owed || batch.owed,
  }));
}
