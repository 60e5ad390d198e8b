import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { startClient } from './app/start';
import { applyTheme } from './app/theme';
import { startLocale } from './i18n';
import './styles.css';

applyTheme();
await startLocale();
startClient();
createRoot(document.getElementById('root') as HTMLElement).render(<App />);
