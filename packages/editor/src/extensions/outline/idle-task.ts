import { whenIdle } from "../../core/when-idle.js";

export interface IdleTask {
  /** Has it done soon, once however often it is asked for. */
  ask(): void;
  dispose(): void;
}

/** At the latest after this. */
const TIMEOUT_MS = 500;

/** Something that is done when the browser has nothing else to do. */
export function idleTask(run: () => void): IdleTask {
  let forget: (() => void) | undefined;
  return {
    ask() {
      forget ??= whenIdle(() => {
        forget = undefined;
        run();
      }, TIMEOUT_MS);
    },
    dispose: () => forget?.(),
  };
}
