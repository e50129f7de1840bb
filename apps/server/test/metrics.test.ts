import { expect, test } from "vitest";
import { createMetrics } from "../src/metrics/metrics.js";

const NOTHING = {
  rooms: 0,
  sessions: 0,
  behind: 0,
  addresses: 0,
  documentBytes: 0,
  backlogBytes: 0,
  cannotSave: false,
};

test("messages are counted by kind, however often the count is read", async () => {
  const { observer, registry } = createMetrics(() => NOTHING);
  observer.received("update", 10);
  observer.received("update", 20);
  observer.received("awareness", 5);
  await registry.metrics();
  const text = await registry.metrics();
  expect(text).toContain('motet_messages_received_total{kind="update"} 2');
  expect(text).toContain('motet_received_bytes_total{kind="update"} 30');
  expect(text).toContain('motet_received_bytes_total{kind="awareness"} 5');
});
