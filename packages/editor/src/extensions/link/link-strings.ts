export const LINK_STRINGS = {
  link: "Link",
  linkDialogLabel: "Link",
  linkAddress: "Address",
  linkText: "Text",
  linkApply: "Apply",
  linkOpen: "Open link",
  linkEdit: "Edit link",
  linkRemove: "Remove link",
  linkRefused: "This address cannot be linked to. Use a web, mail or phone address.",
} as const;
