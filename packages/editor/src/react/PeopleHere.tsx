import { type CSSProperties, memo, type ReactNode } from "react";
import type { Collaboration } from "../core/collaboration.js";
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

/** Who has the document open. Each of the others can be followed: the page goes to their caret and stays with it. */
export const PeopleHere = memo(function PeopleHere({ className, maxShown = 5 }: PeopleHereProps): ReactNode {
  const { collaboration, strings } = useEditorContext();
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
        <PersonHere key={person.key} person={person} collaboration={collaboration} />
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

interface PersonHereProps {
  readonly person: ShownPerson;
  readonly collaboration: Collaboration | undefined;
}

function PersonHere({ person, collaboration }: PersonHereProps): ReactNode {
  const { strings, avatarUrl } = useEditorContext();
  const isFollowed = useStore(collaboration?.followed, undefined) === person.key;
  const name = nameOf(person, strings);
  if (person.isSelf)
    return (
      <Hint label={name}>
        <li className="motet-person" aria-label={name} style={colorsOf(person)}>
          {avatarUrl ? (
            <img src={avatarUrl} alt="" referrerPolicy="no-referrer" />
          ) : (
            <span aria-hidden="true">{initials(person.name)}</span>
          )}
        </li>
      </Hint>
    );
  const label = fill(strings.follow, { name });
  return (
    <li className="motet-person" aria-label={name} style={colorsOf(person)}>
      <Hint label={label}>
        <button
          type="button"
          className="motet-person-follow"
          aria-label={label}
          aria-pressed={isFollowed}
          onClick={() => collaboration?.follow(isFollowed ? undefined : person.key)}
        >
          {initials(person.name)}
        </button>
      </Hint>
    </li>
  );
}

function nameOf({ name, isSelf }: ShownPerson, strings: Strings): string {
  const shown = name || strings.personAnonymous;
  return isSelf ? fill(strings.personSelf, { name: shown }) : shown;
}

function colorsOf({ color }: ShownPerson): CSSProperties {
  return peerVariables(color) as CSSProperties;
}

const NOBODY: readonly never[] = [];
