import type { Mention } from "@motet/model";
import type { LexicalNode } from "lexical";
import Calendar from "lucide-react/icons/calendar";
import FileText from "lucide-react/icons/file-text";
import type { ReactNode } from "react";
import type { FoundDocument } from "../../core/find-documents.js";
import { initials } from "../../core/initials.js";
import { peerVariables } from "../../core/peer-colors.js";
import type { ShownPerson } from "../../core/people-shown.js";
import { fill } from "../../core/strings.js";
import { hasWords, plain } from "../../core/word-match.js";
import type { TypedMenuOption } from "../../react/TypedMenuOptions.js";
import { $createDateNode } from "../date/date-node.js";
import { addDays, dateWords, nearDateWords, today } from "../date/show-date.js";
import { $createMentionNode } from "./mention-node.js";
import type { MENTION_STRINGS } from "./mention-strings.js";

type MentionStrings = Readonly<Record<keyof typeof MENTION_STRINGS, string>>;

export interface MentionOption extends TypedMenuOption {
  readonly $create: () => LexicalNode;
}

/** Whoever is in the document, the others before oneself. */
export function peopleOptions(
  people: readonly ShownPerson[],
  text: string,
  strings: MentionStrings,
): MentionOption[] {
  return people
    .filter(({ name }) => matches(name, text))
    .sort((a, b) => Number(a.isSelf) - Number(b.isSelf))
    .map((person, index) => ({
      id: `person-${index}`,
      name: person.isSelf ? fill(strings.mentionSelf, { name: person.name }) : person.name,
      icon: faceOf(person),
      section: strings.mentionPeople,
      $create: mentionOf({ kind: "person", id: person.id, name: person.name }),
    }));
}

/** The days around today, by their words in the reader's language or in English. */
export function dateOptions(text: string, strings: MentionStrings): MentionOption[] {
  return [
    { days: 0, word: "today" },
    { days: 1, word: "tomorrow" },
    { days: -1, word: "yesterday" },
  ].flatMap(({ days, word }) => {
    const date = addDays(today(), days);
    const name = nearDateWords(date);
    if (!matches(`${name} ${word}`, text)) return [];
    const option: MentionOption = {
      id: `date-${word}`,
      name,
      icon: <Calendar size={16} aria-hidden="true" />,
      section: strings.mentionDates,
      hint: dateWords(date, "medium"),
      $create: () => $createDateNode(date),
    };
    return [option];
  });
}

export function documentOptions(
  documents: readonly FoundDocument[],
  text: string,
  strings: MentionStrings,
): MentionOption[] {
  return documents
    .filter(({ title }) => matches(title, text))
    .map(({ title, url }, index) => ({
      id: `document-${index}`,
      name: title,
      icon: <FileText size={16} aria-hidden="true" />,
      section: strings.mentionDocuments,
      $create: mentionOf({ kind: "document", url, title }),
    }));
}

const mentionOf = (mention: Mention) => () => $createMentionNode(mention);

function matches(name: string, text: string): boolean {
  return text.trim() === "" || hasWords(plain(name), plain(text).trim());
}

function faceOf({ name, color }: ShownPerson): ReactNode {
  return (
    <span className="motet-menu-face" style={peerVariables(color)} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
