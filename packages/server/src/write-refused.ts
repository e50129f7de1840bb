import type { RefusalReason } from "./validate-update.js";

/** The document did not take an edit of the server's own code. */
export class WriteRefused extends Error {
  override readonly name = "WriteRefused";
  constructor(readonly code: RefusalReason | "gap" | "foreign" | "over-budget" | "full" | "forbidden") {
    super(`The update was refused: ${code}`);
  }
}
