import { setTimeout as sleep } from "node:timers/promises";
import { type Contestant, withServer } from "./contestants.js";
import { LoadClient } from "./load-client.js";
import { residentBytes } from "./processes.js";
import type { SyncFigure } from "./sync-figure.js";

const [WARM_UP, ROOMS] = [200, 2_000];

/** What a document costs that somebody has open and nobody edits. */
export async function measureMemory(contestants: readonly Contestant[]): Promise<SyncFigure[]> {
  const values: Record<string, number> = {};
  for (const contestant of contestants) {
    values[contestant.name] = await withServer(contestant, async (server) => {
      const clients: LoadClient[] = [];
      const openUpTo = async (count: number): Promise<number> => {
        while (clients.length < count) {
          const next = Array.from({ length: 100 }, (_, index) => `room-${clients.length + index}`);
          clients.push(...(await Promise.all(next.map((id) => LoadClient.openSynced(server, id)))));
        }
        await sleep(3_000);
        return residentBytes(server.pid);
      };
      const before = await openUpTo(WARM_UP);
      const after = await openUpTo(WARM_UP + ROOMS);
      for (const client of clients) client.close();
      return (after - before) / ROOMS / 1_000;
    });
  }
  return [{ row: "an idle document with one socket", unit: "kB", goal: 25, values }];
}
