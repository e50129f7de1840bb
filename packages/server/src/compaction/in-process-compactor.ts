import { compact } from "./compact.js";
import type { Compacted, CompactionJob, Compactor } from "./compactor.js";

/** Compacts on the caller's own thread, which a large document holds up: for tests and small tools. */
export class InProcessCompactor implements Compactor {
  async compact(job: CompactionJob): Promise<Compacted | null> {
    return compact(job);
  }

  async close(): Promise<void> {}
}
