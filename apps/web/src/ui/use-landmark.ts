import { type RefCallback, useCallback, useState } from "react";

/** The landmark that a button stands in: what it opens belongs there too, so that screen readers find it by its region. */
export function useLandmark(): readonly [ref: RefCallback<HTMLElement>, landmark: HTMLElement | null] {
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element !== null) setLandmark(element.closest<HTMLElement>("main, header"));
  }, []);
  return [ref, landmark];
}
