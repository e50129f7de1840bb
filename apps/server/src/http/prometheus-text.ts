/** Every number in the tree (true is 1, false is 0) as one gauge, named after the way to it: `{motet: {openRooms: 2}}` is `motet_open_rooms 2`. */
export const toPrometheusText = (tree: object): string => `${linesOf(tree, []).join("\n")}\n`;

const linesOf = (tree: object, path: readonly string[]): string[] =>
  Object.entries(tree).flatMap(([key, value]: [string, unknown]) => {
    const way = [...path, key];
    if (typeof value === "object" && value !== null) return linesOf(value, way);
    if (typeof value !== "number" && typeof value !== "boolean") return [];
    const name = way.map(snakeCase).join("_");
    return [`# TYPE ${name} gauge`, `${name} ${Number(value)}`];
  });

const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/[^a-z0-9_]/g, "_");
