import { Component, type ReactNode } from "react";
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
    const reload = (
      <>
        <button type="button" className="button button--primary" onClick={() => window.location.reload()}>
          Load again
        </button>
        <a href="/" className="button">
          All documents
        </a>
      </>
    );
    return (
      <Notice isPage isAlert title="This page did not work" picture={<Stave voices={0} />} actions={reload}>
        A part of it may not have arrived, or has a fault. What the server has saved is safe.
      </Notice>
    );
  }
}
