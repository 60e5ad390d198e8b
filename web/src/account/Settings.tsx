import { useEffect } from 'react';
import { useSession } from '../app/App';
import { t } from '../i18n';
import { Screen } from '../ui/Screen';
import { BrowserSettings } from './settings/BrowserSettings';
import { Data } from './settings/Data';
import { DaySettings } from './settings/DaySettings';
import { Leave } from './settings/Leave';
import { Plan } from './settings/Plan';
import './settings/settings.css';

export default function Settings() {
  const session = useSession();
  useEffect(() => {
    // From a program that needs Pro, or from the palette's way out.
    document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: 'center' });
  }, []);
  if (session.status !== 'signed-in') {
    return null;
  }
  return (
    <Screen title={t('settings.title')} lead={session.user.email} className="settings">
      <BrowserSettings />
      <DaySettings />
      <Plan />
      <Data />
      <Leave user={session.user} />
    </Screen>
  );
}
