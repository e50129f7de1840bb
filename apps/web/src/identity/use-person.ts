import { useSyncExternalStore } from "react";
import type { Person, Seat } from "./person.js";
import { personStore } from "./person-store.js";

export function usePerson(seat: Seat): Person {
  const store = personStore(seat);
  return useSyncExternalStore(store.subscribe, store.get);
}
