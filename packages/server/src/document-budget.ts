import type { ServerLog } from "./server-log.js";
import type { Limits } from "./sync-server-options.js";

export interface DocumentBudgetOptions {
  readonly documentId: string;
  readonly limits: Limits;
  readonly log: ServerLog;
}

/** How large one document may become. Warns once. */
export class DocumentBudget {
  #hasWarned = false;

  constructor(private readonly options: DocumentBudgetOptions) {}

  isSpent(bytes: number): boolean {
    const { documentId, limits, log } = this.options;
    if (bytes >= limits.warnDocumentBytes && !this.#hasWarned) {
      this.#hasWarned = true;
      log.warn({ documentId, bytes }, "A document has become large");
    }
    return bytes >= limits.maxDocumentBytes;
  }
}
