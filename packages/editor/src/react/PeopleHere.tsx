import { type CSSProperties, memo, type ReactNode } from "react";
import { initials } from "../core/initials.js";
import { peerVariables } from "../core/peer-colors.js";
import { type ShownPerson, shownPeople } from "../core/people-shown.js";
import { fill, type Strings } from "../core/strings.js";
import { useEditorContext, useStore } from "./context.js";
import { Hint } from "./Hint.js";

export interface PeopleHereProps {
  readonly className?: string | undefined;
  /** More people than this are counted; at least 2. */
  readonly maxShown?: number | undefined;
}

/** Who has the document open. */
export const PeopleHere = memo(function PeopleHere({ className, maxShown = 5 }: PeopleHereProps): ReactNode {
  const { collaboration, strings, avatarUrl } = useEditorContext();
  const people = shownPeople(useStore(collaboration?.people, NOBODY));
  const room = people.length > maxShown ? Math.max(1, maxShown - 1) : people.length;
  const rest = people.slice(room);
  const names = rest.map((person) => nameOf(person, strings)).join(", ");
  return (
    <ul
      className={className ? `motet-people ${className}` : "motet-people"}
      data-motet-part="people"
      aria-label={strings.peopleLabel}
    >
      {people.slice(0, room).map((person) => (
        <Hint key={person.key} label={nameOf(person, strings)}>
          <li className="motet-person" aria-label={nameOf(person, strings)} style={colorsOf(person)}>
            {person.isSelf && avatarUrl ? (
              <img src={avatarUrl} alt="" referrerPolicy="no-referrer" />
            ) : (
              <span aria-hidden="true">{initials(person.name)}</span>
            )}
          </li>
        </Hint>
      ))}
      {rest.length > 0 && (
        <Hint label={names}>
          <li
            className="motet-person motet-person-more"
            aria-label={fill(strings.peopleMore, { count: rest.length, names })}
          >
            <span aria-hidden="true">+{rest.length}</span>
          </li>
        </Hint>
      )}
    </ul>
  );
});

function nameOf({ name, isSelf }: ShownPerson, strings: Strings): string {
  const shown = name || strings.personAnonymous;
  return isSelf ? fill(strings.personSelf, { name: shown }) : shown;
}

function colorsOf({ color }: ShownPerson): CSSProperties {
  return peerVariables(color) as CSSProperties;
}

const NOBODY: readonly never[] = [];
