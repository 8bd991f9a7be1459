import { QueryErrorResetBoundary } from '@tanstack/react-query';
import { Component } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { ErrorState } from './ErrorState.tsx';

interface Props {
  readonly children: ReactNode;
  /** Before the view is drawn afresh. */
  readonly reset: () => void;
}

interface State {
  readonly error: unknown;
  readonly hasFailed: boolean;
}

class Boundary extends Component<Props, State> {
  override state: State = { error: null, hasFailed: false };

  static getDerivedStateFromError(error: unknown): State {
    return { error, hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    const again = () => {
      this.props.reset();
      this.setState({ error: null, hasFailed: false });
    };
    return <ErrorState error={this.state.error} retry={again} />;
  }
}

/** Keeps a fault in one view from taking the page with it; a new try asks the service anew and draws the view afresh. */
export function ErrorBoundary({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <QueryErrorResetBoundary>{({ reset }) => <Boundary reset={reset}>{children}</Boundary>}</QueryErrorResetBoundary>
  );
}
