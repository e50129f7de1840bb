import { useMemo } from "react";

/** One call at a time: a new one aborts the one before. */
export interface LatestCall {
  readonly begin: () => AbortSignal;
  readonly abort: () => void;
}

export function useLatestCall(): LatestCall {
  return useMemo(() => {
    let current = new AbortController();
    return {
      begin() {
        current.abort();
        current = new AbortController();
        return current.signal;
      },
      abort: () => current.abort(),
    };
  }, []);
}
