import { Check, Dices } from "lucide-react";
import { type CSSProperties, useId, useState } from "react";
import { useWords } from "../language/use-speech.js";
import { PALETTE } from "./palette.js";
import { cleanName, createName, MAX_NAME_CHARACTERS, type Seat } from "./person.js";
import { personStore } from "./person-store.js";
import { usePerson } from "./use-person.js";

interface PersonFormProps {
  readonly seat: Seat;
  readonly onDone: () => void;
}

/** Every change counts at once; a name that is left empty is not one, and the last stays. */
export function PersonForm({ seat, onDone }: PersonFormProps) {
  const words = useWords();
  const person = usePerson(seat);
  const [typed, setTyped] = useState(person.name);
  const id = useId();
  const store = personStore(seat);

  const changeName = (text: string) => {
    setTyped(text);
    const name = cleanName(text);
    if (name !== null) store.change({ name });
  };

  return (
    <form
      className="person-form"
      onSubmit={(event) => {
        event.preventDefault();
        onDone();
      }}
    >
      <div>
        <p className="person-form__title">{words.howOthersSeeYou}</p>
        <p className="person-form__note">{words.noAccount}</p>
      </div>
      <div>
        <label className="person-form__label" htmlFor={id}>
          {words.name}
        </label>
        <div className="person-form__name">
          <input
            id={id}
            className="field"
            value={typed}
            maxLength={MAX_NAME_CHARACTERS}
            autoComplete="nickname"
            spellCheck={false}
            onChange={(event) => changeName(event.target.value)}
            onBlur={() => setTyped(person.name)}
          />
          <button
            type="button"
            className="icon-button"
            aria-label={words.anotherName}
            title={words.anotherName}
            onClick={() => changeName(createName(seat))}
          >
            <Dices size={19} aria-hidden />
          </button>
        </div>
      </div>
      <fieldset className="swatches">
        <legend>{words.color}</legend>
        {PALETTE.map(({ name, value }) => (
          <label
            key={value}
            className="swatch"
            style={{ "--person": value } as CSSProperties}
            title={words[name]}
          >
            <input
              type="radio"
              name={`${id}-color`}
              aria-label={words[name]}
              checked={person.color === value}
              onChange={() => store.change({ color: value })}
            />
            <Check size={16} strokeWidth={3} aria-hidden />
          </label>
        ))}
      </fieldset>
    </form>
  );
}
