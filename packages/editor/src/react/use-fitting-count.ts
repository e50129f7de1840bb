import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

/**
 * How many of `total` equally wide buttons a row has room for. Begins anew with all of them whenever the row, or what else is in
 * it (`extras`), changes its width.
 */
export function useFittingCount(
  total: number,
  row: RefObject<HTMLElement | null>,
  extras: RefObject<HTMLElement | null>,
): number {
  const [trial, setTrial] = useState({ total, count: total });
  const measured = useRef("");
  if (trial.total !== total) setTrial({ total, count: total });
  useEffect(() => {
    if (row.current === null || extras.current === null) return;
    const observer = new ResizeObserver(() => {
      // Told at the beginning too, and for heights.
      if (widthsOf(row, extras) !== measured.current) setTrial({ total, count: total });
    });
    observer.observe(row.current);
    observer.observe(extras.current);
    return () => observer.disconnect();
  }, [total, row, extras]);
  // Only then: to measure is to lay the page out.
  useLayoutEffect(() => {
    measured.current = widthsOf(row, extras);
    if (row.current === null || trial.count === 0) return;
    const { scrollWidth, clientWidth } = row.current;
    const width = row.current.querySelector<HTMLElement>("[data-motet-command]")?.offsetWidth ?? 0;
    if (scrollWidth <= clientWidth || width === 0) return;
    const tooMany = Math.ceil((scrollWidth - clientWidth) / (width + 2));
    setTrial({ ...trial, count: Math.max(0, trial.count - tooMany) });
  }, [trial, row, extras]);
  return Math.min(trial.count, total);
}

function widthsOf(...parts: readonly RefObject<HTMLElement | null>[]): string {
  return parts.map(({ current }) => current?.offsetWidth ?? 0).join(" ");
}
