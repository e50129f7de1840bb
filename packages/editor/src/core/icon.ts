import type { ComponentType, SVGProps } from "react";

/** A picture of 16 to 24 pixels in the colour of the text: any icon of lucide-react is one. */
export type Icon = ComponentType<SVGProps<SVGSVGElement> & { size?: number | string }>;
