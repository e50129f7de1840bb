/** What is measured in a page itself. */
export interface PageMeter {
  /** Milliseconds from a key, or an update's arrival, until its frame had been painted. */
  readonly times: number[];
  /** Milliseconds from the beginning of the navigation until the text could be written in and had been painted. */
  loadedAfter: number | undefined;
  /** To be called where an update arrives. */
  arrived(): void;
}

declare global {
  interface Window {
    meter: PageMeter;
    /** What a peer's page offers. */
    bench?: { state(): string; take(): string[]; receive(update: string): void };
  }
}

/** Runs in the page before its own scripts. `last`: the document's last paragraph. */
export function installMeter(last: string): void {
  const times: number[] = [];
  let began: number | null = null;
  const meter: PageMeter = {
    times,
    loadedAfter: undefined,
    arrived: () => {
      began = performance.now();
    },
  };
  window.meter = meter;
  /** A message is a task of its own: the frame that was asked for has been painted by then. */
  const afterPaint = (work: () => void): void => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = work;
      port2.postMessage(null);
    });
  };
  const watch = (root: HTMLElement): void => {
    afterPaint(() => {
      meter.loadedAfter = performance.now();
    });
    new MutationObserver(() => {
      if (began === null) return;
      const start = began;
      began = null;
      afterPaint(() => times.push(performance.now() - start));
    }).observe(root, { childList: true, characterData: true, subtree: true });
  };
  addEventListener(
    "keydown",
    ({ timeStamp, key }) => {
      if (key.length === 1) began = timeStamp;
    },
    { capture: true },
  );
  // The product's page is told of updates by its server.
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener("message", meter.arrived);
    }
  };
  const look = (): void => {
    const root = document.querySelector<HTMLElement>("[contenteditable=true]");
    const end = root?.lastElementChild?.textContent ?? "";
    const before = root?.lastElementChild?.previousElementSibling?.textContent ?? "";
    if (root !== null && (`${before}${end}`.includes(last) || root.textContent?.endsWith(last))) watch(root);
    else requestAnimationFrame(look);
  };
  look();
}
