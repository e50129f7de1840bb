import type { LexicalEditor } from "lexical";
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from "react";
import type { Binding } from "../core/binding.js";
import type { Collaboration } from "../core/collaboration.js";
import { followCaret } from "../core/follow-caret.js";
import { watchOwnMovement } from "../core/own-movement.js";
import { peerVariables } from "../core/peer-colors.js";
import { shownPeople } from "../core/people-shown.js";
import { fill } from "../core/strings.js";
import { textWindow } from "../core/text-window.js";
import { useStore, useStrings } from "./context.js";

export interface FollowingProps {
  readonly collaboration: Collaboration;
  readonly editor: LexicalEditor;
  readonly carets: Binding["carets"];
}

/** Keeps the page with the one who is followed, says so, and ends it when the reader goes their own way or they leave. */
export function Following({ collaboration, editor, carets }: FollowingProps): ReactNode {
  const strings = useStrings();
  const followed = useStore(collaboration.followed, undefined);
  const people = shownPeople(useStore(collaboration.people, NOBODY));
  const person = people.find(({ key }) => key === followed);
  const frame = useRef<HTMLDivElement>(null);
  const [hasCaret, setHasCaret] = useState(true);
  const [spoken, setSpoken] = useState("");
  const name = person && (person.name || strings.personAnonymous);

  useEffect(() => {
    const over = frame.current;
    if (followed === undefined || over === null) return;
    const shown = textWindow(over);
    return followCaret({
      editor,
      carets,
      clientIds: () =>
        shownPeople(collaboration.people.get()).find(({ key }) => key === followed)?.clientIds ?? [],
      // The note covers the lower edge.
      shown: { ...shown, bottom: () => Math.min(shown.bottom(), over.getBoundingClientRect().top) },
      onCaret: setHasCaret,
    });
  }, [collaboration, editor, carets, followed]);

  useEffect(() => {
    const text = frame.current
      ?.closest<HTMLElement>(".motet-body")
      ?.querySelector<HTMLElement>(".motet-text");
    if (followed === undefined || !text) return;
    return watchOwnMovement(text, () => collaboration.follow(undefined));
  }, [collaboration, followed]);

  const hasLeft = followed !== undefined && person === undefined;
  useEffect(() => {
    if (hasLeft) collaboration.follow(undefined);
  }, [collaboration, hasLeft]);

  useEffect(() => {
    if (name === undefined) return;
    setSpoken(fill(strings.followingSpoken, { name }));
    return () => setSpoken(fill(strings.followStopped, { name }));
  }, [name, strings]);

  const stop = () => {
    // The button goes away: the focus goes to the one that began it.
    frame.current
      ?.closest(".motet")
      ?.querySelector<HTMLElement>('[data-motet-part="people"] [aria-pressed="true"]')
      ?.focus({ preventScroll: true });
    collaboration.follow(undefined);
  };
  return (
    <div
      ref={frame}
      className="motet-following"
      data-motet-part="following"
      style={person && (peerVariables(person.color) as CSSProperties)}
    >
      <span className="motet-hidden" role="status">
        {spoken}
      </span>
      {name !== undefined && (
        <div className="motet-following-note">
          <span className="motet-following-name">
            {fill(hasCaret ? strings.following : strings.followingNoCaret, { name: isolate(name) })}
          </span>
          <button type="button" className="motet-following-stop" onClick={stop}>
            {strings.followStop}
          </button>
        </div>
      )}
    </div>
  );
}

/** A name's direction, and what controls of direction it holds, end with it. */
function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}

const NOBODY: readonly never[] = [];
