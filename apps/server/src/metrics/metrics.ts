import type { DocumentStore, EngineObserver, SyncServerStats } from "@motet/server";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export interface Metrics {
  readonly registry: Registry;
  readonly observer: EngineObserver;
  /** The same store, timed. */
  measured(store: DocumentStore): DocumentStore;
}

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const BYTES = [64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216];
const COUNTS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024];

/** What the server tells Prometheus: its own figures as `motet_…`, those of Node and of the process under prom-client's names (event-loop lag among them). */
export const createMetrics = (stats: () => SyncServerStats): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const gauge = (name: string, help: string, value: (stats: SyncServerStats) => number): void => {
    new Gauge({
      name: `motet_${name}`,
      help,
      registers,
      collect() {
        this.set(value(stats()));
      },
    });
  };
  gauge("sessions", "Sockets in rooms", ({ sessions }) => sessions);
  gauge("sessions_behind", "Sessions that do not read as fast as is written", ({ behind }) => behind);
  gauge("rooms", "Documents in memory", ({ rooms }) => rooms);
  gauge(
    "documents_bytes",
    "Documents in memory: checkpoints and the updates since",
    ({ documentBytes }) => documentBytes,
  );
  gauge("backlog_bytes", "Updates that are not known to be on disk", ({ backlogBytes }) => backlogBytes);
  gauge("addresses", "Network addresses that have a budget", ({ addresses }) => addresses);
  gauge("cannot_save", "1 while the store takes no edits", ({ cannotSave }) => Number(cannotSave));

  const counter = <Label extends string>(
    name: string,
    help: string,
    ...labelNames: Label[]
  ): Counter<Label> => new Counter({ name: `motet_${name}`, help, labelNames, registers });
  const histogram = (name: string, help: string, buckets: number[]): Histogram =>
    new Histogram({ name: `motet_${name}`, help, buckets, registers });
  // Counted plainly and told when asked: prom-client's own counting, by labels, costs more than handling a message.
  const received = new Map<string, { messages: number; bytes: number }>();
  const byKind = (name: string, help: string, of: "messages" | "bytes"): void => {
    new Counter({
      name: `motet_${name}`,
      help,
      labelNames: ["kind"],
      registers,
      collect() {
        this.reset();
        for (const [kind, tally] of received) this.inc({ kind }, tally[of]);
      },
    });
  };
  byKind("messages_received_total", "Messages from clients", "messages");
  byKind("received_bytes_total", "Bytes of messages from clients", "bytes");
  const accepted = counter("updates_accepted_total", "Updates that were new and were taken");
  const acceptedBytes = counter("accepted_bytes_total", "Their bytes");
  const refused = counter("updates_refused_total", "Updates that were not taken", "reason");
  const closed = counter("sessions_closed_total", "Sessions that the server has closed", "code");
  const sent = counter("deliveries_total", "Flushes, once for each reader");
  const sentBytes = counter("delivered_bytes_total", "Their bytes");
  const flushSeconds = histogram("flush_seconds", "Handing one flush to all readers of a room", SECONDS);
  const flushBytes = histogram("flush_bytes", "One flush, as each reader gets it", BYTES);
  const flushUpdates = histogram("flush_updates", "Updates merged into one flush", COUNTS);
  const acknowledged = histogram("acknowledgement_seconds", "From message 102 to its answer", SECONDS);
  const commitSeconds = histogram("commit_seconds", "One group commit, synced to the disk", SECONDS);
  const commitEntries = histogram("commit_entries", "Updates in one group commit", COUNTS);
  const commitFailures = counter("commit_failures_total", "Group commits that the store refused");
  const checkpointSeconds = histogram("checkpoint_seconds", "Writing one checkpoint", SECONDS);
  const checkpointBytes = histogram("checkpoint_bytes", "The state in one checkpoint", BYTES);
  for (const metric of [accepted, acceptedBytes, sent, sentBytes, commitFailures]) metric.inc(0);

  return {
    registry,
    observer: {
      received(kind, bytes) {
        const tally = received.get(kind);
        if (tally === undefined) received.set(kind, { messages: 1, bytes });
        else {
          tally.messages += 1;
          tally.bytes += bytes;
        }
      },
      accepted(bytes) {
        accepted.inc();
        acceptedBytes.inc(bytes);
      },
      refused: (reason) => refused.inc({ reason }),
      flushed({ updates, bytes, readers, tookMs }) {
        sent.inc(readers);
        sentBytes.inc(readers * bytes);
        flushSeconds.observe(tookMs / 1_000);
        flushBytes.observe(bytes);
        flushUpdates.observe(updates);
      },
      acknowledged: (afterMs) => acknowledged.observe(afterMs / 1_000),
      closed: (code) => closed.inc({ code }),
    },
    measured: (store) => ({
      load: (documentId, olderThan) => store.load(documentId, olderThan),
      async append(batch) {
        const stop = commitSeconds.startTimer();
        try {
          await store.append(batch);
        } catch (error) {
          commitFailures.inc();
          throw error;
        }
        stop();
        commitEntries.observe(batch.reduce((sum, { entries }) => sum + entries.length, 0));
      },
      async checkpoint(documentId, checkpoint, segment) {
        const stop = checkpointSeconds.startTimer();
        await store.checkpoint(documentId, checkpoint, segment);
        stop();
        checkpointBytes.observe(checkpoint.state.length);
      },
      history: (documentId, range) => store.history(documentId, range),
      remove: (documentId) => store.remove(documentId),
      close: () => store.close(),
    }),
  };
};
