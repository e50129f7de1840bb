import type { Speech } from "../language/language.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Formats {
  readonly relative: Intl.RelativeTimeFormat;
  readonly dayAndMonth: Intl.DateTimeFormat;
  readonly fullDate: Intl.DateTimeFormat;
  readonly exact: Intl.DateTimeFormat;
}

const made = new Map<string, Formats>();

function formatsIn(language: string): Formats {
  const known = made.get(language);
  if (known !== undefined) return known;
  const formats = {
    relative: new Intl.RelativeTimeFormat(language, { numeric: "auto" }),
    dayAndMonth: new Intl.DateTimeFormat(language, { day: "numeric", month: "long" }),
    fullDate: new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" }),
    exact: new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" }),
  };
  made.set(language, formats);
  return formats;
}

/**
 * "just now", "5 minutes ago", "yesterday", "3 days ago", "March 12", "March 12, 2024". Times are milliseconds since
 * the epoch; one that lies ahead (a clock that is off) reads "just now".
 */
export function relativeTime(time: number, now: number, { language, words }: Speech): string {
  const { relative, dayAndMonth, fullDate } = formatsIn(language);
  const age = now - time;
  if (age < 45 * SECOND) return words.justNow;
  if (age < HOUR) return relative.format(-Math.min(59, Math.max(1, Math.round(age / MINUTE))), "minute");
  const days = calendarDays(time, now);
  if (days === 0 || age < 6 * HOUR) return relative.format(-Math.floor(age / HOUR), "hour");
  if (days < 7) return relative.format(-days, "day");
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayAndMonth : fullDate).format(time);
}

/** "Monday, November 23, 2026 at 3:14 AM", in the time zone of the device. */
export function exactTime(time: number, { language }: Speech): string {
  return formatsIn(language).exact.format(time);
}

/** Midnights between the two, in the time zone of the device. */
function calendarDays(time: number, now: number): number {
  return Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(time).setHours(0, 0, 0, 0)) / DAY);
}
