import type { Duplex } from "node:stream";

const LATENCY_MS = 300;
const RESENT_AFTER_MS = 700;
/** One packet in so many is lost, and sent again. */
const LOST_EVERY = 12;

/** Both ways, as TCP has it over a bad line: what comes after a late packet waits for it. */
export function passSlowly(one: Duplex, other: Duplex): void {
  pass(one, other);
  pass(other, one);
}

function pass(from: Duplex, to: Duplex): void {
  let packets = 0;
  let dueAt = 0;
  from.on("data", (chunk: Buffer) => {
    packets += 1;
    const delayMs = LATENCY_MS + (packets % LOST_EVERY === 0 ? RESENT_AFTER_MS : 0);
    const now = performance.now();
    dueAt = Math.max(dueAt, now + delayMs);
    setTimeout(() => to.destroyed || to.write(chunk), dueAt - now);
  });
}
