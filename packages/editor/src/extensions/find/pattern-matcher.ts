import type { PatternAnswer, PatternAsked, PatternSaid } from "./pattern-worker.js";

/** Matches regular expressions without holding up the page. */
export interface PatternMatcher {
  /** Null where it has taken too long, or cannot be done. One question at a time: the next one takes its place, and the first is never answered. */
  match(asked: PatternAsked): Promise<PatternAnswer | null>;
  dispose(): void;
}

/** Counted from when it begins: what it needs has been fetched by then. */
export const PATTERN_DEFAULTS = { timeoutMs: 1_500 };

export function createPatternMatcher({ timeoutMs } = PATTERN_DEFAULTS): PatternMatcher {
  let worker: Worker | undefined;
  let asking: AbortController | undefined;
  const stop = (): void => {
    asking?.abort();
    asking = undefined;
    worker?.terminate();
    worker = undefined;
  };
  return {
    async match(asked) {
      // What it still works on may never end.
      if (asking !== undefined) stop();
      try {
        worker ??= new Worker(new URL("./pattern-worker.js", import.meta.url), { type: "module" });
      } catch {
        return null;
      }
      asking = new AbortController();
      worker.postMessage(asked);
      const answer = await answerOf(worker, timeoutMs, asking.signal);
      if (answer === null) stop();
      asking = undefined;
      return answer;
    },
    dispose: stop,
  };
}

/** Stays open where it is ended from outside. */
function answerOf(worker: Worker, timeoutMs: number, signal: AbortSignal): Promise<PatternAnswer | null> {
  return new Promise((resolve) => {
    const over = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const finish = (answer: PatternAnswer | null): void => {
      over.abort();
      resolve(answer);
    };
    const listen = { signal: AbortSignal.any([signal, over.signal]) };
    listen.signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
    worker.addEventListener(
      "message",
      ({ data }: MessageEvent<PatternSaid>) => {
        if (data === "begun") timer = setTimeout(finish, timeoutMs, null);
        else finish(data);
      },
      listen,
    );
    worker.addEventListener("error", () => finish(null), listen);
  });
}
