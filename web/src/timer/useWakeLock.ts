import { useEffect } from 'react';

/** Keeps the screen on while a session runs and is looked at. The browser lets go when the page is hidden; it is asked again after that. */
export function useWakeLock(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted || !('wakeLock' in navigator)) {
      return;
    }
    let lock: WakeLockSentinel | undefined;
    let isGone = false;
    const take = async () => {
      if (document.visibilityState !== 'visible') {
        return;
      }
      try {
        const taken = await navigator.wakeLock.request('screen');
        if (isGone) {
          await taken.release();
        } else {
          lock = taken;
        }
      } catch {
        // A battery that is low, or a policy: the screen goes dark as ever.
      }
    };
    const look = () => void take();
    document.addEventListener('visibilitychange', look);
    look();
    return () => {
      isGone = true;
      document.removeEventListener('visibilitychange', look);
      void lock?.release();
    };
  }, [isWanted]);
}
