/** What waits to be written. */
export interface Pending {
  readonly updates: Uint8Array[];
  /** Local ones among them. */
  edits: number;
  /** Milliseconds since the epoch; null without local ones. */
  since: number | null;
}

export const nothing = (): Pending => ({ updates: [], edits: 0, since: null });

export function earlier(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}
