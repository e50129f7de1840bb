/** Small texts that stay on this device. Where the browser denies storage they live as long as the page. */
export interface DeviceStore {
  readonly read: (key: string) => string | null;
  readonly write: (key: string, value: string) => void;
  /** Called after a value has changed here or in another tab. Returns the end of the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** `open` is asked each time, as merely naming `localStorage` throws where it is denied. */
export function createDeviceStore(open: () => Storage): DeviceStore {
  const kept = new Map<string, string>();
  const listeners = new Set<() => void>();
  return {
    read(key) {
      const here = kept.get(key);
      if (here !== undefined) return here;
      try {
        return open().getItem(key);
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        open().setItem(key, value);
        kept.delete(key);
      } catch {
        kept.set(key, value);
      }
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      window.addEventListener("storage", listener);
      return () => {
        listeners.delete(listener);
        window.removeEventListener("storage", listener);
      };
    },
  };
}

export const deviceStore = createDeviceStore(() => window.localStorage);
