import { expect, test } from "vitest";
import { Outbox } from "../src/outbox.js";

test("an answer settles its own batch and the earlier ones, never a later one", () => {
  const outbox = new Outbox();
  outbox.record(10, 1);
  outbox.seal();
  outbox.record(20, 2);
  const second = outbox.seal();
  outbox.record(30, 3);
  expect(outbox.settle(second)).toBe(true);
  expect(outbox.unsaved).toEqual({ edits: 1, bytes: 30, since: 3 });
  expect(outbox.isSettled).toBe(false);
});

test("the figures are those of everything that is not settled, with the oldest time", () => {
  const outbox = new Outbox();
  outbox.record(10, 1);
  outbox.seal();
  outbox.seal();
  outbox.record(20, 2);
  expect(outbox.unsaved).toEqual({ edits: 2, bytes: 30, since: 1 });
  expect(outbox.inFlight).toBe(2);
});

test("an answer for an earlier socket settles nothing", () => {
  const outbox = new Outbox();
  outbox.record(10, 1);
  const early = outbox.seal();
  outbox.reopen();
  expect(outbox.settle(early)).toBe(false);
  const late = outbox.seal();
  expect(late).not.toBe(early);
  expect(outbox.settle(early)).toBe(false);
  expect(outbox.unsaved).toEqual({ edits: 1, bytes: 10, since: 1 });
  expect(outbox.settle(late)).toBe(true);
  expect(outbox.isSettled).toBe(true);
});

test("what is owed without being an edit is no figure, but has to be settled", () => {
  const outbox = new Outbox();
  outbox.owe();
  expect(outbox.unsaved).toEqual({ edits: 0, bytes: 0, since: null });
  expect([outbox.hasOpen, outbox.isSettled]).toEqual([true, false]);
  outbox.settle(outbox.seal());
  expect([outbox.hasOpen, outbox.isSettled]).toEqual([false, true]);
});
