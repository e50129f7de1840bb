import type { RunningServer } from "./contestants.js";
import { LoadClient } from "./load-client.js";
import type { Stopwatch } from "./observer.js";

/** How many connect at once is another bench's question. */
const AT_ONCE = 100;

/** Opens a document for so many. The last one is the one to observe. */
export async function openCrowd(
  server: RunningServer,
  documentId: string,
  clients: number,
): Promise<LoadClient[]> {
  const crowd: LoadClient[] = [];
  while (crowd.length < clients) {
    const portion = Array.from({ length: Math.min(AT_ONCE, clients - crowd.length) }, () =>
      LoadClient.openSynced(server, documentId),
    );
    crowd.push(...(await Promise.all(portion)));
  }
  return crowd;
}

/** The writers take turns, each in a text of its own: one character a step. */
export function inTurns(writers: readonly LoadClient[], stopwatch: Stopwatch): (index: number) => void {
  return (index) => {
    const { ydoc } = writers[index % writers.length] as LoadClient;
    const text = ydoc.getText(String(ydoc.clientID));
    stopwatch.sent(ydoc.clientID, text.length);
    text.insert(text.length, "x");
  };
}
