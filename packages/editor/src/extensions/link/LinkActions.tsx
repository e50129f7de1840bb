import ExternalLink from "lucide-react/icons/external-link";
import Pencil from "lucide-react/icons/pencil";
import Unlink from "lucide-react/icons/unlink";
import type { ReactNode } from "react";
import { useStrings } from "../../react/context.js";
import { Hint } from "../../react/Hint.js";
import { LINK_STRINGS } from "./link-strings.js";
import { openUrl } from "./links.js";

export interface LinkActionsProps {
  readonly url: string;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

/** Shows where a link leads and what can be done with it. */
export function LinkActions({ url, onEdit, onRemove }: LinkActionsProps): ReactNode {
  const strings = useStrings(LINK_STRINGS);
  const actions = [
    { label: strings.linkOpen, Icon: ExternalLink, run: () => openUrl(url) },
    { label: strings.linkEdit, Icon: Pencil, run: onEdit },
    { label: strings.linkRemove, Icon: Unlink, run: onRemove },
  ];
  return (
    <div className="motet-link-actions">
      <span className="motet-link-url">{url}</span>
      {actions.map(({ label, Icon, run }) => (
        <Hint key={label} label={label}>
          <button type="button" className="motet-button" aria-label={label} onClick={run}>
            <Icon size={16} aria-hidden="true" />
          </button>
        </Hint>
      ))}
    </div>
  );
}
