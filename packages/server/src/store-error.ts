export type StoreErrorCode =
  | "closed"
  | "locked"
  | "unwritable"
  | "damaged"
  | "failed"
  | "full"
  | "bad-cursor";

/** The one error that leaves a store. `message` names the thing (path or document) and is fit for an operator to read. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  constructor(
    readonly code: StoreErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
