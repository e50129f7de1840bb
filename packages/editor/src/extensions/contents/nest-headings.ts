import { headingDepths } from "@motet/model";
import type { Heading } from "../outline/headings.js";

export interface NestedHeading {
  readonly heading: Heading;
  readonly below: readonly NestedHeading[];
}

export function nestHeadings(headings: readonly Heading[]): readonly NestedHeading[] {
  const top: NestedHeading[] = [];
  /** Where a heading of each depth goes. */
  const lists = [top];
  const depths = headingDepths(headings.map(({ level }) => level));
  headings.forEach((heading, at) => {
    const depth = depths[at] ?? 0;
    const below: NestedHeading[] = [];
    lists[depth]?.push({ heading, below });
    lists[depth + 1] = below;
  });
  return top;
}
