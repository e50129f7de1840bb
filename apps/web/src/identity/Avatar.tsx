import type { CSSProperties } from "react";
import { initials, type Person } from "./person.js";

export function Avatar({ person }: { readonly person: Person }) {
  // The letters are drawn, not written: the name is said elsewhere.
  const style = { "--person": person.color } as CSSProperties;
  return <span className="avatar" style={style} data-initials={initials(person.name)} aria-hidden="true" />;
}
