import { Component, type ReactNode } from "react";

interface Props {
  readonly onError: (error: Error) => void;
  readonly children: ReactNode;
}

/** Keeps an error while the text is rendered from taking the page with it: the collaboration then shows itself as failed. */
export class CrashBoundary extends Component<Props, { readonly isBroken: boolean }> {
  override readonly state = { isBroken: false };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError(error instanceof Error ? error : new Error(String(error)));
    // The children now render the failed phase, which cannot fail in the same way.
    this.setState({ isBroken: false });
  }

  override render(): ReactNode {
    return this.state.isBroken ? null : this.props.children;
  }
}
