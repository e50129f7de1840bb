/** The root types of a Motet document. `body` is the flat `Y.Text` of blocks, `title` a plain one-line `Y.Text`. */
export const BODY = "body";
export const TITLE = "title";
