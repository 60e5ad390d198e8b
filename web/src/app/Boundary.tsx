import { Component, type ReactNode } from 'react';
import { t } from '../i18n';

/** Keeps the rest of the client when a screen breaks: mostly a part that could not be loaded without a connection. */
export class Boundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
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
