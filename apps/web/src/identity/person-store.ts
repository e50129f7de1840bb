import { type DeviceStore, deviceStore } from "../device/device-store.js";
import { createPerson, decodePerson, type Person, type Random, type Seat } from "./person.js";

/** The person at one seat of this browser: generated at the first look, remembered from then on. */
export interface PersonStore {
  readonly get: () => Person;
  readonly change: (changes: Partial<Pick<Person, "name" | "color">>) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export interface PersonStoreOptions {
  readonly seat: Seat;
  readonly store: DeviceStore;
  readonly random?: Random;
}

export function createPersonStore({ seat, store, random }: PersonStoreOptions): PersonStore {
  const key = seat === "" ? "motet.person" : `motet.person.${seat}`;
  let text: string | null = null;
  let person: Person | null = null;
  const keep = (next: Person): Person => {
    text = JSON.stringify(next);
    person = next;
    store.write(key, text);
    return next;
  };
  const get = (): Person => {
    const now = store.read(key);
    if (person !== null && now === text) return person;
    const known = decodePerson(now);
    if (known === null) return keep(createPerson(seat, random));
    text = now;
    person = known;
    return known;
  };
  return { get, change: (changes) => void keep({ ...get(), ...changes }), subscribe: store.subscribe };
}

const stores = new Map<Seat, PersonStore>();

/** The page's own store for a seat. */
export function personStore(seat: Seat): PersonStore {
  let store = stores.get(seat);
  if (store === undefined) {
    store = createPersonStore({ seat, store: deviceStore });
    stores.set(seat, store);
  }
  return store;
}
