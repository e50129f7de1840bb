const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The language of the interface; dates are written in it too. */
const LANGUAGE = "en";

const relative = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto" });
const dayAndMonth = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "long" });
const fullDate = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "long", year: "numeric" });
const exact = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "full", timeStyle: "short" });

/**
 * "just now", "5 minutes ago", "yesterday", "3 days ago", "March 12", "March 12, 2024". Times are milliseconds since
 * the epoch; one that lies ahead (a clock that is off) reads "just now".
 */
export function relativeTime(time: number, now: number): string {
  const age = now - time;
  if (age < 45 * SECOND) return "just now";
  if (age < HOUR) return relative.format(-Math.min(59, Math.max(1, Math.round(age / MINUTE))), "minute");
  const days = calendarDays(time, now);
  if (days === 0 || age < 6 * HOUR) return relative.format(-Math.floor(age / HOUR), "hour");
  if (days < 7) return relative.format(-days, "day");
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayAndMonth : fullDate).format(time);
}

/** "Monday, November 23, 2026 at 3:14 AM", in the time zone of the device. */
export function exactTime(time: number): string {
  return exact.format(time);
}

/** Midnights between the two, in the time zone of the device. */
function calendarDays(time: number, now: number): number {
  return Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(time).setHours(0, 0, 0, 0)) / DAY);
}
