import { createContext, type ReactNode, useContext } from "react";

/** `question`; `option:<id>`: its words; `vote:<person>`: the id of an option. Each on its own, so that nobody's is lost. */
export type PollProps = Readonly<Record<string, string | null>>;

/** The id of the person who votes in this window; put around the editor. */
export const Voter = createContext("");

export interface PollViewProps {
  readonly props: PollProps;
  readonly isEditable: boolean;
  /** `null` takes a property away; `isStep`: undo takes back this alone. */
  onChange(props: PollProps, isStep: boolean): void;
}

export function PollView({ props, isEditable, onChange }: PollViewProps): ReactNode {
  const voter = useContext(Voter);
  const own = `vote:${voter}`;
  const given = (prefix: string) => Object.entries(props).filter(([key]) => key.startsWith(prefix));
  const votes = given("vote:").map(([, option]) => option);
  const options = given("option:").sort(([a], [b]) => (a < b ? -1 : 1));
  const field = (key: string, label: string) => (
    <input
      aria-label={label}
      placeholder={label}
      value={props[key] ?? ""}
      readOnly={!isEditable}
      onChange={({ target }) => onChange({ [key]: target.value }, false)}
    />
  );
  return (
    <fieldset contentEditable={false}>
      <legend>{field("question", "Question")}</legend>
      {options.map(([key, words], index) => {
        const id = key.slice("option:".length);
        return words === null ? null : (
          <div key={key}>
            <button
              type="button"
              aria-pressed={props[own] === id}
              disabled={!isEditable || voter === ""}
              onClick={() => onChange({ [own]: props[own] === id ? null : id }, true)}
            >
              {`Vote for ${words || `option ${index + 1}`}: ${votes.filter((vote) => vote === id).length}`}
            </button>
            {field(key, `Option ${index + 1}`)}
          </div>
        );
      })}
      {isEditable && (
        <button
          type="button"
          onClick={() => onChange({ [`option:${Date.now()}-${crypto.randomUUID()}`]: "" }, true)}
        >
          Add an option
        </button>
      )}
    </fieldset>
  );
}
