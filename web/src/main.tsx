import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { startClient } from './app/start';
import { applyTheme } from './app/theme';
import { startLocale } from './i18n';
import './styles.css';

applyTheme();
// No await up here: the texts of a language need what is in this file, and would wait for it for ever.
void startLocale().then(() => {
  startClient();
  createRoot(document.getElementById('root') as HTMLElement).render(<App />);
});
