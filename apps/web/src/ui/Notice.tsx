import type { ReactNode } from "react";

interface NoticeProps {
  readonly title: string;
  readonly picture?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** It is all that the page has: its title is the page's heading, and it stands in the middle. */
  readonly isPage?: boolean;
  /** It tells of a failure: announced at once. */
  readonly isAlert?: boolean;
}

export function Notice({ title, picture, children, actions, isPage = false, isAlert = false }: NoticeProps) {
  const Heading = isPage ? "h1" : "h2";
  const Region = isPage ? "main" : "div";
  return (
    <Region className={isPage ? "notice notice--page" : "notice"}>
      <div className="notice__said" role={isAlert ? "alert" : undefined}>
        {picture}
        <Heading className="notice__title" tabIndex={isPage ? -1 : undefined}>
          {title}
        </Heading>
        {children && <p className="notice__text">{children}</p>}
        {actions && <div className="notice__actions">{actions}</div>}
      </div>
    </Region>
  );
}
