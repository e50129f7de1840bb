/** The type of a block that shows the headings of its document. */
export const CONTENTS = "contents";
