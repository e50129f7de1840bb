import { type RefObject, useEffect, useLayoutEffect, useState } from "react";

/**
 * How many of `total` equally wide buttons a row has room for. Begins anew with all of them whenever the row, or what else is in
 * it (`extras`), changes its size.
 */
export function useFittingCount(
  total: number,
  row: RefObject<HTMLElement | null>,
  extras: RefObject<HTMLElement | null>,
): number {
  const [count, setCount] = useState(total);
  useEffect(() => {
    if (row.current === null || extras.current === null) return;
    const observer = new ResizeObserver(() => setCount(total));
    observer.observe(row.current);
    observer.observe(extras.current);
    return () => observer.disconnect();
  }, [total, row, extras]);
  useLayoutEffect(() => {
    if (row.current === null || count === 0) return;
    const { scrollWidth, clientWidth } = row.current;
    const width = row.current.querySelector<HTMLElement>("[data-motet-command]")?.offsetWidth ?? 0;
    if (scrollWidth <= clientWidth || width === 0) return;
    setCount(Math.max(0, count - Math.ceil((scrollWidth - clientWidth) / (width + 2))));
  });
  return Math.min(count, total);
}
