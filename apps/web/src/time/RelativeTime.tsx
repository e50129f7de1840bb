import { useSpeech } from "../language/use-speech.js";
import { exactTime, relativeTime } from "./relative-time.js";
import { useNow } from "./use-now.js";

export function RelativeTime({ time }: { readonly time: number }) {
  const speech = useSpeech();
  const now = useNow();
  return (
    <time dateTime={new Date(time).toISOString()} title={exactTime(time, speech)}>
      {relativeTime(time, now, speech)}
    </time>
  );
}
