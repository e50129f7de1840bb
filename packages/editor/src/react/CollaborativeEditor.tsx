import type { ReactNode } from "react";
import { DocumentBody } from "./DocumentBody.js";
import { EditorProvider, type EditorProviderProps } from "./EditorProvider.js";
import { PeopleHere } from "./PeopleHere.js";
import { SyncStatus } from "./SyncStatus.js";
import { TitleField } from "./TitleField.js";
import { Toolbar } from "./Toolbar.js";

export interface CollaborativeEditorProps extends Omit<EditorProviderProps, "children"> {
  /** Shows the formatting toolbar; true if left out. */
  readonly toolbar?: boolean | undefined;
  /** Shows the title above the text; true if left out. */
  readonly title?: boolean | undefined;
  /** Shows the sync status and the people above the text; true if left out. */
  readonly header?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
}

/** The whole editor. To arrange its parts otherwise, put them into an `<EditorProvider>` as this does. */
export function CollaborativeEditor({
  toolbar = true,
  title = true,
  header = true,
  autoFocus,
  className,
  ...provider
}: CollaborativeEditorProps): ReactNode {
  return (
    <EditorProvider {...provider} className={className ? `motet-editor ${className}` : "motet-editor"}>
      {header && (
        <div className="motet-header" data-motet-part="header">
          <SyncStatus />
          <PeopleHere />
        </div>
      )}
      {toolbar && <Toolbar />}
      <div className="motet-page" data-motet-part="page">
        {title && <TitleField />}
        <DocumentBody autoFocus={autoFocus} />
      </div>
    </EditorProvider>
  );
}
