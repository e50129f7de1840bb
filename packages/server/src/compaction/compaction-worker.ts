import { parentPort } from "node:worker_threads";
import { decodeEntries } from "../history/pack-entries.js";
import { compact } from "./compact.js";
import type { CompactionReply, CompactionRequest } from "./worker-message.js";

/** The thread behind `WorkerCompactor`: a reply for each request, in order. */
const port = parentPort;
if (port === null) throw new Error("This file is run as a worker thread");

port.on("message", (request: CompactionRequest) => {
  const reply = replyTo(request);
  const transferred =
    reply.kind === "compacted" ? [reply.state, reply.summary, reply.packed].map(ownBuffer) : [];
  port.postMessage(reply, [...new Set(transferred.filter((buffer) => buffer !== null))]);
});

function replyTo({ base, entries, stranded, titleRoot }: CompactionRequest): CompactionReply {
  try {
    const compacted = compact({
      base,
      entries: decodeEntries(entries),
      stranded: decodeEntries(stranded),
      titleRoot,
    });
    return compacted === null ? { kind: "not-whole" } : { kind: "compacted", ...compacted };
  } catch (error) {
    return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}

/** What may be handed over instead of being copied: bytes that are all of their buffer. */
function ownBuffer(bytes: Uint8Array): ArrayBuffer | null {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength ? buffer : null;
}
