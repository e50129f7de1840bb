import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { ANONYMOUS, DEFAULTS, shownUser } from "../src/index.js";
import { COLORS } from "../src/user.js";
import { ModelServer } from "./model-server.js";
import { closeStages, Stage } from "./stage.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  await closeStages();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** People who see each other through one server. */
function together(...names: string[]): Stage[] {
  const server = new ModelServer();
  const stages = names.map((name) => new Stage({ server, user: { name, color: "#112233" } }));
  for (const stage of stages) {
    stage.open();
    exchangeAll(stages);
  }
  for (const stage of stages) {
    // The model server keeps no awareness: those who came before say again that they are there.
    stage.provider.setUser({ name: namesOf(stage)[0] as string, color: "#112233" });
    exchangeAll(stages);
  }
  return stages;
}

function exchangeAll(stages: readonly Stage[]): void {
  for (let round = 0; round < 3; round += 1) for (const stage of stages) stage.exchange();
}

function namesOf({ provider }: Stage): string[] {
  return provider.people.map(({ user }) => user.name);
}

describe("people", () => {
  test("are listed with oneself first and the others in the order in which they came", () => {
    const [ada, ben, cyd] = together("Ada", "Ben", "Cyd") as [Stage, Stage, Stage];
    expect(namesOf(ada)).toEqual(["Ada", "Ben", "Cyd"]);
    expect(namesOf(cyd)[0]).toBe("Cyd");
    expect(ben.provider.people.map(({ isSelf }) => isSelf)).toEqual([true, false, false]);
    ben.provider.setUser({ name: "Benjamin" });
    exchangeAll([ada, ben, cyd]);
    expect(namesOf(ada)).toEqual(["Ada", "Benjamin", "Cyd"]);
  });

  test("are announced when the list differs, not when a cursor moves", () => {
    const [ada, ben] = together("Ada", "Ben") as [Stage, Stage];
    const heard = vi.fn();
    ada.provider.on("people", heard);
    const before = ada.provider.people;
    ben.provider.awareness.setLocalStateField("cursor", { anchor: 1, focus: 2 });
    exchangeAll([ada, ben]);
    expect(heard).not.toHaveBeenCalled();
    expect(ada.provider.people).toBe(before);
  });

  test("are all back right after a reconnect, in the same order, on both sides", () => {
    const [ada, ben, cyd] = together("Ada", "Ben", "Cyd") as [Stage, Stage, Stage];
    ada.cut();
    expect(namesOf(ada)).toEqual(["Ada"]);
    ada.provider.reconnect();
    ada.open();
    exchangeAll([ada, ben, cyd]);
    // What a server does: it hands the newcomer the states as it has them, with the clocks that Ada has seen already.
    for (const other of [cyd, ben]) resend(other, ada);
    expect(namesOf(ada)).toEqual(["Ada", "Ben", "Cyd"]);
  });

  test("a reconnecting client's state has a new clock, so that those who saw it go believe it", () => {
    const [ada] = together("Ada") as [Stage];
    const clock = () => ada.provider.awareness.meta.get(ada.ydoc.clientID)?.clock ?? -1;
    const before = clock();
    ada.cut();
    ada.provider.reconnect();
    ada.open();
    expect(clock()).toBeGreaterThan(before);
    const sent = ada.network.last.toServer.filter((message) => message[0] === 1);
    expect(sent.length).toBeGreaterThan(0);
  });

  test("who leaves says so", async () => {
    const [ada, ben] = together("Ada", "Ben") as [Stage, Stage];
    const socket = ben.network.last;
    const closing = ben.provider.close();
    for (const message of socket.toServer.splice(0)) ben.server.receive(socket.server, message);
    exchangeAll([ada]);
    expect(namesOf(ada)).toEqual(["Ada"]);
    await vi.advanceTimersByTimeAsync(DEFAULTS.closeTimeoutMs);
    await closing;
  });

  test("a ydoc that takes a new clientID keeps its person", () => {
    const [ada, ben] = together("Ada", "Ben") as [Stage, Stage];
    ada.ydoc.clientID = 4_242;
    ada.type();
    exchangeAll([ada, ben]);
    expect(ada.provider.people.map(({ clientId, isSelf }) => [clientId, isSelf])).toContainEqual([
      4_242,
      true,
    ]);
    expect(namesOf(ada)).toEqual(["Ada", "Ben"]);
    ada.cut();
    ada.provider.reconnect();
    ada.open();
    expect(ada.kind).not.toBe("offline-not-kept");
  });
});

/** As a server does for a newcomer. */
function resend(from: Stage, to: Stage): void {
  const clock = from.provider.awareness.meta.get(from.ydoc.clientID)?.clock as number;
  const text = JSON.stringify(from.provider.awareness.getLocalState());
  to.network.last.deliver(awarenessMessage(from.ydoc.clientID, clock, text));
}

function awarenessMessage(clientId: number, clock: number, state: string): Uint8Array {
  const varUint = (value: number): number[] =>
    value < 128 ? [value] : [(value % 128) + 128, ...varUint(Math.floor(value / 128))];
  const text = [...new TextEncoder().encode(state)];
  const entries = [1, ...varUint(clientId), ...varUint(clock), ...varUint(text.length), ...text];
  return new Uint8Array([1, ...varUint(entries.length), ...entries]);
}

describe("what others claim to be", () => {
  const claims: readonly (readonly [what: string, claimed: unknown, name: string])[] = [
    ["nothing", undefined, ANONYMOUS],
    ["null", null, ANONYMOUS],
    ["a text", "Eve", ANONYMOUS],
    ["an object as name", { name: { toString: "x" } }, ANONYMOUS],
    ["a number as name", { name: 7 }, "7"],
    ["only spaces", { name: " \n\t " }, ANONYMOUS],
    ["only invisible characters", { name: "\u200b\u202e\u2066" }, ANONYMOUS],
    ["a name over several lines", { name: "Eve\nSaved\u2028Now" }, "Eve Saved Now"],
    ["a name that turns the text around", { name: "\u202eevE" }, "evE"],
    ["a name with half a character", { name: "Eve\ud800" }, "Eve"],
    ["a family, which is one character", { name: "👩‍👧" }, "👩‍👧"],
  ];
  test.each(claims)("%s is shown fit for a page", (_what, claimed, name) => {
    expect(shownUser(claimed, 3)).toEqual({ id: "", name, color: COLORS[3] });
  });

  test("a name of a million characters is cut to 64", () => {
    expect([...shownUser({ name: "é".repeat(1_000_000) }, 1).name]).toHaveLength(64);
    expect([...shownUser({ name: "👻".repeat(1_000) }, 1).name]).toHaveLength(64);
  });

  test.each(["red", "#12345", "#1234567", "#12345g", "url(https://evil)", "#123456;}", 5, null])(
    "%s is no colour and is replaced by one",
    (color) => expect(shownUser({ name: "Eve", color }, 9).color).toBe(COLORS[1]),
  );

  test("a colour of the right form is kept", () => {
    expect(shownUser({ name: "Eve", color: "#AbCdEf" }, 9).color).toBe("#abcdef");
  });

  test("reaches the list cleaned", () => {
    const stage = Stage.connected({ user: { name: "Ada" }, ydoc: new Y.Doc() });
    stage.network.last.deliver(
      awarenessMessage(99, 1, '{"user":{"name":"E\\u202eve","color":"expression(1)"}}'),
    );
    stage.network.last.deliver(awarenessMessage(98, 1, '{"user":[]}'));
    stage.network.last.deliver(awarenessMessage(97, 1, "{}"));
    expect(namesOf(stage)).toEqual(["Ada", "Eve", ANONYMOUS, ANONYMOUS]);
  });
});
