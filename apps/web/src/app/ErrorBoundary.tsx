import { Component, type ReactNode } from "react";
import { speech } from "../language/language.js";
import { Notice } from "../ui/Notice.js";
import { Stave } from "../ui/Stave.js";

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

/** A page that broke, or whose code did not arrive, says so and offers to load again. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    const { words } = speech();
    const reload = (
      <>
        <button type="button" className="button button--primary" onClick={() => window.location.reload()}>
          {words.loadAgain}
        </button>
        <a href="/" className="button">
          {words.allDocuments}
        </a>
      </>
    );
    return (
      <Notice isPage isAlert title={words.broken} picture={<Stave voices={0} />} actions={reload}>
        {words.brokenText}
      </Notice>
    );
  }
}
