import { Link } from 'wouter';
import { useSettings } from '../api/queries';
import { t, useLocale } from '../i18n';
import { Screen, Waiting } from '../ui/Screen';
import { AchievementList } from './AchievementList';
import { ActivityCharts } from './ActivityCharts';
import './achievements.css';
import { useAchievements, useActivity, useStreak } from './queries';
import { StreakCard } from './StreakCard';

/** What a person's effort comes to: the streak, the last year, and achievements. */
export default function Achievements() {
  const locale = useLocale();
  const streak = useStreak();
  const activity = useActivity();
  const achievements = useAchievements();
  const settings = useSettings();
  const isNew = streak.data?.longest_streak === 0 && achievements.data?.achievements.every((one) => one.level === 0);
  return (
    <Screen title={t('achievements.title')}>
      <Waiting queries={[streak, activity, achievements]} />
      {isNew && (
        <section className="card">
          <h2>{t('achievements.empty')}</h2>
          <p>{t('achievements.emptyText')}</p>
          <Link href="/" className="primary">
            {t('app.goToday')}
          </Link>
        </section>
      )}
      {streak.data !== undefined && <StreakCard streak={streak.data} today={activity.data?.to} locale={locale} />}
      {activity.data !== undefined && activity.data.total_sessions > 0 && (
        <ActivityCharts activity={activity.data} locale={locale} />
      )}
      {achievements.data !== undefined && (
        <AchievementList
          achievements={achievements.data.achievements}
          hidden={achievements.data.hidden_count}
          timeZone={settings.data?.time_zone}
        />
      )}
    </Screen>
  );
}
