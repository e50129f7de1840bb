import { type ReactNode, useId, useState } from "react";
import { useStrings } from "../../react/context.js";
import { LINK_STRINGS } from "./link-strings.js";
import type { LinkAtCaret } from "./links.js";
import { toUrl } from "./url.js";

export interface LinkFormProps {
  readonly link: LinkAtCaret;
  readonly onSubmit: (url: string, text: string) => void;
  readonly onRemove: () => void;
}

/** Asks for the address of a link, and for its text where nothing is selected. */
export function LinkForm({ link, onSubmit, onRemove }: LinkFormProps): ReactNode {
  const strings = useStrings(LINK_STRINGS);
  const [address, setAddress] = useState(link.url);
  const [text, setText] = useState("");
  const [isRefused, setRefused] = useState(false);
  const id = useId();
  return (
    <form
      className="motet-link-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const url = toUrl(address);
        if (url === null) setRefused(true);
        else onSubmit(url, text.trim());
      }}
    >
      <label htmlFor={`${id}-address`}>{strings.linkAddress}</label>
      <input
        id={`${id}-address`}
        className="motet-input"
        type="text"
        inputMode="url"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder="https://"
        value={address}
        aria-invalid={isRefused}
        aria-describedby={isRefused ? `${id}-refused` : undefined}
        onChange={(event) => {
          setAddress(event.target.value);
          setRefused(false);
        }}
      />
      {!link.hasText && (
        <>
          <label htmlFor={`${id}-text`}>{strings.linkText}</label>
          <input
            id={`${id}-text`}
            className="motet-input"
            type="text"
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </>
      )}
      {isRefused && (
        <p id={`${id}-refused`} className="motet-refused" role="alert">
          {strings.linkRefused}
        </p>
      )}
      <div className="motet-link-form-actions">
        {link.exists && (
          <button type="button" className="motet-action" onClick={onRemove}>
            {strings.linkRemove}
          </button>
        )}
        <button type="submit" className="motet-action motet-action-main">
          {strings.linkApply}
        </button>
      </div>
    </form>
  );
}
