import { Component, type ReactNode } from 'react';
import { t } from '../i18n';

/** Keeps the rest of the client when a screen breaks: mostly a part that could not be loaded without a connection. Another screen gets its try. */
export class Boundary extends Component<{ path: string; children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override componentDidUpdate(before: { path: string }) {
    if (this.state.isBroken && before.path !== this.props.path) {
      this.setState({ isBroken: false });
    }
  }

  override render() {
    return this.state.isBroken ? (
      <main id="main" className="screen">
        <p className="error" role="alert">
          {t('app.broken')}
        </p>
        <button type="button" onClick={() => location.reload()}>
          {t('app.takeOver')}
        </button>
      </main>
    ) : (
      this.props.children
    );
  }
}
