import { exactTime, relativeTime } from "./relative-time.js";
import { useNow } from "./use-now.js";

export function RelativeTime({ time }: { readonly time: number }) {
  const now = useNow();
  return (
    <time dateTime={new Date(time).toISOString()} title={exactTime(time)}>
      {relativeTime(time, now)}
    </time>
  );
}
