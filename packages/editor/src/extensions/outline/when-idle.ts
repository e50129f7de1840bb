export interface Idle {
  /** Has it done soon, once however often it is asked for. */
  ask(): void;
  dispose(): void;
}

/** At the latest after this. */
const TIMEOUT_MS = 500;

/** Does something when the browser has nothing else to do. */
export function whenIdle(run: () => void): Idle {
  const hasIdle = typeof requestIdleCallback !== "undefined";
  let handle: number | undefined;
  const begin = (): void => {
    handle = undefined;
    run();
  };
  return {
    ask() {
      handle ??= hasIdle
        ? requestIdleCallback(begin, { timeout: TIMEOUT_MS })
        : window.setTimeout(begin, TIMEOUT_MS);
    },
    dispose() {
      if (handle === undefined) return;
      if (hasIdle) cancelIdleCallback(handle);
      else clearTimeout(handle);
    },
  };
}
