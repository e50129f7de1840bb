export { STRINGS, type Strings, type Translation } from "./catalogue.js";
export type { BlockCodec, InlineCodec } from "./core/binding.js";
export type { BlockType } from "./core/block-type.js";
export { type BlockTypeCommandOptions, blockTypeCommand } from "./core/block-type-command.js";
export { $blockOf, $replaceBlocks, $selectedBlocks } from "./core/blocks.js";
export type { Body } from "./core/body.js";
export type { Collaboration, Phase } from "./core/collaboration.js";
export type { BlockTypeCommand, Command, CommandPlaces } from "./core/command.js";
export { nameOf } from "./core/command.js";
export { type CommandState, hasFormat, type SelectionState } from "./core/command-state.js";
export { downloadCopy } from "./core/download-copy.js";
export {
  defineExtension,
  type EditorExtension,
  type ExtensionContext,
  type ViewProps,
} from "./core/extension.js";
export type { FindDocuments, FoundDocument } from "./core/find-documents.js";
export type { Icon } from "./core/icon.js";
export { initials } from "./core/initials.js";
export { peerVariables } from "./core/peer-colors.js";
export type { Shortcut } from "./core/shortcut.js";
export type { Mode } from "./core/status-text.js";
export { type UploadedFile, type UploadFile, type UploadOptions, UploadRefused } from "./core/upload-file.js";
export { DEFAULT_EXTENSIONS } from "./extensions/index.js";
export type { CollaborativeEditorProps } from "./react/CollaborativeEditor.js";
export { CollaborativeEditor } from "./react/CollaborativeEditor.js";
export { useCollaboration, useCommands, useStore, useStrings } from "./react/context.js";
export type { DocumentBodyProps } from "./react/DocumentBody.js";
export { DocumentBody } from "./react/DocumentBody.js";
export type { EditorProviderProps, EditorUser, ReadyEditor, Theme } from "./react/EditorProvider.js";
export { EditorProvider } from "./react/EditorProvider.js";
export type { PeopleHereProps } from "./react/PeopleHere.js";
export { PeopleHere } from "./react/PeopleHere.js";
export type { SyncStatusProps } from "./react/SyncStatus.js";
export { SyncStatus } from "./react/SyncStatus.js";
export type { TitleFieldProps } from "./react/TitleField.js";
export { TitleField } from "./react/TitleField.js";
export type { ToolbarProps } from "./react/Toolbar.js";
export { Toolbar } from "./react/Toolbar.js";
