import "./wall-clock.js";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type * as Y from "yjs";
import { seeded } from "../random.js";
import { BadProxy } from "./bad-proxy.js";
import { KilledServer } from "./killed-server.js";
import { jump } from "./wall-clock.js";
import { body, Writer, words } from "./writer.js";

export interface SoakOptions {
  readonly seed: number;
  readonly durationMs: number;
  readonly writers?: number;
  /** Above 0: the server's disk says "written" so many milliseconds before it is. */
  readonly liesForMs?: number;
  readonly faults?: readonly Fault[];
  readonly convergeWithinMs?: number;
}

export interface SoakReport {
  readonly seed: number;
  readonly writers: number;
  readonly words: number;
  readonly samples: number;
  readonly faults: Readonly<Record<string, number>>;
  /** How often each status was entered. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly lost: number;
  readonly doubled: number;
  /** Words that were called saved and were not on the disk after a kill. */
  readonly falselySaved: number;
  readonly converged: boolean;
}

const NAMES = ["ada", "ben", "cyd", "dee", "eve", "fay", "gus", "hal"];
const DOCUMENT = "soak";
const FAULTS = [
  "kill",
  "kill at Saved",
  "cut all",
  "cut some",
  "strip upgrades",
  "swallow",
  "300 ms and loss",
  "revoke",
  "clock ahead",
  "clock back",
] as const;
export type Fault = (typeof FAULTS)[number];

/** Writers on a real server over a bad network. Ends with the network mended, everybody allowed, and everything compared. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const directory = await mkdtemp(join(tmpdir(), "motet-soak-"));
  const run = new Soak(directory, options);
  try {
    return await run.play();
  } finally {
    await run.close();
    await rm(directory, { recursive: true, force: true });
  }
}

class Soak {
  readonly #options: Required<SoakOptions>;
  readonly #random: () => number;
  readonly #server: KilledServer;
  readonly #proxy: BadProxy;
  readonly #faults: Record<string, number> = {};
  #writers: Writer[] = [];
  #timers: NodeJS.Timeout[] = [];
  #falselySaved = 0;
  #killAtSaved: (() => void) | null = null;

  constructor(directory: string, options: SoakOptions) {
    this.#options = { writers: 5, liesForMs: 0, faults: FAULTS, convergeWithinMs: 30_000, ...options };
    this.#random = seeded(options.seed);
    this.#server = new KilledServer({ directory, documentId: DOCUMENT, liesForMs: this.#options.liesForMs });
    this.#proxy = new BadProxy(() => this.#server.port, seeded(options.seed + 1));
  }

  async play(): Promise<SoakReport> {
    const { seed, durationMs } = this.#options;
    await this.#server.start();
    const url = await this.#proxy.listen();
    this.#writers = NAMES.slice(0, this.#options.writers).map(
      (name, n) =>
        new Writer({
          name,
          url,
          documentId: DOCUMENT,
          random: seeded(seed + 10 + n),
          credentialMs: () => 2_000 + this.#random() * 8_000,
          onSaved: () => this.#killAtSaved?.(),
        }),
    );
    this.#timers = [
      setInterval(() => this.#writers[Math.floor(this.#random() * this.#writers.length)]?.type(), 30),
      setInterval(() => {
        for (const writer of this.#writers) writer.sample();
      }, 5),
    ];
    const endsAt = performance.now() + durationMs;
    let bag: Fault[] = [];
    while (performance.now() < endsAt) {
      await pause(this.#random() * 1_000);
      if (bag.length === 0) bag = this.#shuffled();
      const fault = bag.pop() ?? "kill";
      this.#faults[fault] = (this.#faults[fault] ?? 0) + 1;
      await this.#suffer(fault);
    }
    clearInterval(this.#timers[0]);
    return this.#judge();
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#writers.map(({ provider }) => provider.close()));
    await this.#proxy.close();
    await this.#server.kill();
  }

  #shuffled(): Fault[] {
    return this.#options.faults
      .map((fault) => ({ fault, at: this.#random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ fault }) => fault);
  }

  async #suffer(fault: Fault): Promise<void> {
    switch (fault) {
      case "kill":
        return this.#kill();
      case "kill at Saved":
        await new Promise<void>((resolve) => {
          this.#killAtSaved = resolve;
          setTimeout(resolve, 2_000);
        });
        this.#killAtSaved = null;
        return this.#kill();
      case "cut all":
        return this.#proxy.cut();
      case "cut some":
        return this.#proxy.cut(0.4);
      case "strip upgrades":
        this.#proxy.weather = "strips";
        this.#proxy.cut();
        return this.#clearUpAfter(2_500 + this.#random() * 3_000);
      case "swallow":
        this.#proxy.weather = "swallows";
        return this.#clearUpAfter(500 + this.#random() * 4_000);
      case "300 ms and loss":
        this.#proxy.weather = "slow";
        return this.#clearUpAfter(2_000 + this.#random() * 4_000);
      case "revoke": {
        const revoked = this.#writers.filter(() => this.#random() < 0.4);
        this.#server.revoke(revoked.map(({ name }) => name));
        await pause(500 + this.#random() * 2_000);
        this.#server.revoke([]);
        await pause(200);
        for (const { provider } of this.#writers) if (provider.status.kind === "denied") provider.reconnect();
        return;
      }
      case "clock ahead":
        return jump(this.#random() * 7_200_000);
      case "clock back":
        return jump(-this.#random() * 3_600_000);
    }
  }

  async #clearUpAfter(delayMs: number): Promise<void> {
    await pause(delayMs);
    this.#proxy.weather = "open";
  }

  /** What was promised before the kill has to be there after it. */
  async #kill(): Promise<void> {
    const promised = this.#writers.map((writer) => {
      writer.sample();
      return [writer.name, writer.promised] as const;
    });
    await this.#server.kill();
    await pause(this.#random() * 1_000);
    this.#compare(promised, await this.#server.start());
  }

  #compare(promised: readonly (readonly [string, number])[], onDisk: Y.Doc): void {
    const there = new Set(words(onDisk));
    for (const [name, count] of promised) {
      for (let n = 1; n <= count; n += 1) if (!there.has(`${name}${n};`)) this.#falselySaved += 1;
      if (count > Number(onDisk.getMap("counts").get(name) ?? 0)) this.#falselySaved += 1;
    }
  }

  async #judge(): Promise<SoakReport> {
    const { seed, writers, convergeWithinMs } = this.#options;
    const endsAt = performance.now() + convergeWithinMs;
    const isSettled = () =>
      this.#writers.every(
        ({ provider, ydoc }) =>
          provider.status.kind === "saved" && body(ydoc) === body(this.#writers[0]?.ydoc ?? ydoc),
      );
    while (!isSettled() && performance.now() < endsAt) {
      for (const { provider } of this.#writers) if (provider.status.kind === "denied") provider.reconnect();
      await pause(50);
    }
    const promised = this.#writers.map(({ name, promised: count }) => [name, count] as const);
    const bodies = this.#writers.map(({ ydoc }) => body(ydoc));
    await this.#server.kill();
    const onDisk = await this.#server.start();
    this.#compare(promised, onDisk);
    const found = new Map<string, number>();
    for (const word of words(onDisk)) found.set(word, (found.get(word) ?? 0) + 1);
    const typed = this.#writers.flatMap(({ name, typed: count }) =>
      Array.from({ length: count }, (_, n) => `${name}${n + 1};`),
    );
    const statuses: Record<string, number> = {};
    for (const { kinds } of this.#writers)
      for (const [kind, count] of kinds) statuses[kind] = (statuses[kind] ?? 0) + count;
    return {
      seed,
      writers,
      words: typed.length,
      samples: this.#writers.reduce((sum, { samples }) => sum + samples, 0),
      faults: this.#faults,
      statuses,
      lost: typed.filter((word) => !found.has(word)).length,
      doubled: [...found.values()].reduce((sum, count) => sum + count - 1, 0),
      falselySaved: this.#falselySaved,
      converged: bodies.every((text) => text === body(onDisk)),
    };
  }
}
