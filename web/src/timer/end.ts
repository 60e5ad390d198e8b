import { t } from '../i18n';
import { formatClock } from '../i18n/format';
import { outboxEntries } from '../offline/outbox';
import { sessionWith } from '../offline/pending';
import { announce } from '../ui/announce';
import { suiteNow, suiteScale } from './clock';
import { liveState, onLive } from './live';

/** What the person wants at the end of a session. Nothing is asked for before the person chose it. */
export interface EndSignal {
  sound: boolean;
  notification: boolean;
}

const kept = 'focus.end';

export function endSignal(): EndSignal {
  try {
    return {
      sound: false,
      notification: false,
      ...(JSON.parse(localStorage.getItem(kept) ?? '{}') as Partial<EndSignal>),
    };
  } catch {
    return { sound: false, notification: false };
  }
}

/** Keeps the choice for this browser. Resolves with what is possible: notifications may be forbidden. */
export async function chooseEndSignal(wanted: EndSignal): Promise<EndSignal> {
  const allowed =
    wanted.notification && 'Notification' in globalThis && (await Notification.requestPermission()) === 'granted';
  const chosen = { ...wanted, notification: allowed };
  localStorage.setItem(kept, JSON.stringify(chosen));
  return chosen;
}

let context: AudioContext | undefined;

/** Two soft tones. Browsers allow sound after the person has touched the page once. */
export function playEnd(): void {
  context ??= new AudioContext();
  void context.resume();
  const start = context.currentTime;
  for (const [index, frequency] of [659.25, 880].entries()) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    const at = start + index * 0.35;
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.25, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 1.2);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + 1.3);
  }
}

let announced: string | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Watches for the planned end in this tab, and tells it once. The icon and the title of the tab count down with it. */
export function startEndSignal(): void {
  onLive(look);
}

function look(): void {
  clearTimeout(timer);
  const { session: told, plannedEnd } = liveState();
  const session = told === undefined ? null : sessionWith(told, outboxEntries());
  showInTab(session === null ? null : plannedEnd === null ? 'paused' : Math.max(0, (plannedEnd - suiteNow()) / 1000));
  if (session === null || plannedEnd === null) {
    return;
  }
  const rest = plannedEnd - suiteNow();
  if (rest > 0) {
    // The stream tells each second, and wakes a hidden tab, too; this is for when there is none.
    timer = setTimeout(look, Math.max(100, Math.min(rest, 1000) / suiteScale()));
    return;
  }
  if (announced !== session.session_id) {
    announced = session.session_id;
    tellEnd();
  }
}

function tellEnd(): void {
  const choice = endSignal();
  announce(t('timer.overText'));
  if (choice.sound) {
    playEnd();
  }
  if (choice.notification && Notification.permission === 'granted' && document.visibilityState !== 'visible') {
    // A worker's notification stays when the tab is gone, and is the only kind that phones show.
    void navigator.serviceWorker?.getRegistration('/app/').then((registration) =>
      registration?.showNotification(t('timer.over'), {
        body: t('timer.overText'),
        tag: 'focus-end',
        icon: '/app/icon-192.png',
      }),
    );
  }
}

/** The screen's own title, which comes back when no session runs. */
let screenTitle = document.title;
let shown: string | undefined;

/** Names the screen in the tab. */
export function setScreenTitle(title: string): void {
  screenTitle = title;
  document.title = shown === undefined ? title : `${shown} · ${title}`;
}

function showInTab(rest: number | 'paused' | null): void {
  const next = rest === null ? undefined : rest === 'paused' ? '⏸' : formatClock(rest);
  if (next !== shown) {
    shown = next;
    document.title = next === undefined ? screenTitle : `${next} · ${screenTitle}`;
    drawIcon(rest);
  }
}

let icon: HTMLCanvasElement | undefined;
let drawn = -1;

/** The tab's icon as a pie of what is left, drawn anew each twelfth. */
function drawIcon(rest: number | 'paused' | null): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link === null) {
    return;
  }
  const total = liveState().session?.planned_duration_seconds ?? 1;
  const part = typeof rest === 'number' ? Math.ceil((rest / total) * 12) : rest === 'paused' ? 13 : -1;
  if (part === drawn) {
    return;
  }
  drawn = part;
  if (part === -1) {
    link.href = '/app/icon.svg';
    return;
  }
  icon ??= Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
  const pen = icon.getContext('2d');
  if (pen === null) {
    return;
  }
  pen.clearRect(0, 0, 64, 64);
  pen.fillStyle = '#d7dbe3';
  pen.beginPath();
  pen.arc(32, 32, 30, 0, 2 * Math.PI);
  pen.fill();
  pen.fillStyle = part === 13 ? '#8a6d1b' : '#2457c5';
  pen.beginPath();
  pen.moveTo(32, 32);
  pen.arc(32, 32, 30, -Math.PI / 2, -Math.PI / 2 + (Math.min(part, 12) / 12) * 2 * Math.PI);
  pen.fill();
  link.href = icon.toDataURL('image/png');
}
