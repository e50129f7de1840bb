import type { Person } from "@motet/client";

/** Somebody in "People here": one person, however many tabs. */
export interface ShownPerson {
  readonly key: string;
  /** "" where none was given. */
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly isSelf: boolean;
  /** Their tabs; never empty. */
  readonly clientIds: readonly number[];
}

/** One entry a person, in the order in which they came, oneself first. */
export function shownPeople(people: readonly Person[]): readonly ShownPerson[] {
  const shown = new Map<string, ShownPerson>();
  for (const { clientId, user, isSelf } of people) {
    const key = user.id === "" ? String(clientId) : `${user.id}/${user.name}`;
    const known = shown.get(key);
    if (known === undefined)
      shown.set(key, { key, id: user.id, name: user.name, color: user.color, isSelf, clientIds: [clientId] });
    else
      shown.set(key, {
        ...known,
        isSelf: known.isSelf || isSelf,
        clientIds: [...known.clientIds, clientId],
      });
  }
  return [...shown.values()];
}
