/** A final no. */
export interface Refusal {
  /** The server's close code, 4400–4499. */
  readonly code: number;
  /** What the server says about it; may be "". */
  readonly reason: string;
}
