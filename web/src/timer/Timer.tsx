import { useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import { useDay, useSettings } from '../api/queries';
import type { ActiveSession } from '../api/types';
import { t } from '../i18n';
import { formatNumber, formatTime } from '../i18n/format';
import { useCurrentProgram } from '../program/current';
import { missingText } from '../today/Missing';
import { Screen } from '../ui/Screen';
import { suggestedMinutes } from './durations';
import { EndChoice } from './EndChoice';
import { liveState, onLive } from './live';
import { PictureInPicture } from './PictureInPicture';
import { Ring } from './Ring';
import { SessionControls } from './SessionControls';
import { useTimer } from './useTimer';
import { useWakeLock } from './useWakeLock';
import './timer.css';

/** A session and nothing else. */
export default function Timer() {
  const { session, isOver } = useTimer();
  const program = useCurrentProgram();
  const day = useDay(program?.enrollment_id, program?.current_day);
  const progress = day.data?.user_progress;
  const canStart = program?.enrollment_status === 'in_progress';
  useWakeLock(session?.status === 'active' && !isOver);
  return (
    <Screen title={t('nav.timer')} className="timer">
      {!session && program && (
        <p className="timer-for">
          <Link href="/">
            <bdi>{program.name}</bdi> ·{' '}
            {t('today.dayOf', { day: formatNumber(program.current_day), days: formatNumber(program.duration_days) })}
          </Link>
          {progress && <span>{missingText(progress)}</span>}
        </p>
      )}
      {!session && program !== undefined && !canStart ? (
        <p>
          {t(program === null ? 'today.none' : 'timer.notRunning')}{' '}
          <Link href={program === null ? '/welcome' : '/'}>
            {t(program === null ? 'today.chooseOne' : 'app.goToday')}
          </Link>
        </p>
      ) : (
        <SessionControls
          target={program && canStart ? { enrollment: program.enrollment_id, day: program.current_day } : undefined}
          suggested={suggestedMinutes(progress)}
          hasSpace
          face={session && <Face session={session} />}
        />
      )}
      {session && <PictureInPicture session={session} />}
      <EndChoice />
    </Screen>
  );
}

function Face({ session }: { session: ActiveSession }) {
  const { plannedEnd } = useSyncExternalStore(onLive, liveState);
  const { isOver } = useTimer();
  const zone = useSettings().data?.time_zone;
  return (
    <>
      <Ring session={session} />
      <p className="dim">
        {plannedEnd === null
          ? session.paused_at && t('timer.pausedSince', { time: formatTime(session.paused_at, zone) })
          : !isOver && t('timer.endsAt', { time: formatTime(new Date(plannedEnd).toISOString(), zone) })}
      </p>
    </>
  );
}
