/** The screens of the navigation, in its order. A new screen is a line here, a route in App.tsx, and its name in the messages. */
export const screens = [
  { name: 'today', path: '/', key: 't', icon: '☀' },
  { name: 'timer', path: '/timer', key: 'f', icon: '◔' },
  { name: 'programs', path: '/programs', key: 'p', icon: '▤' },
  { name: 'review', path: '/review', key: 'r', icon: '✓' },
  { name: 'history', path: '/history', key: 'h', icon: '▦' },
  { name: 'achievements', path: '/achievements', key: 'a', icon: '★' },
  { name: 'settings', path: '/settings', key: 's', icon: '⚙' },
] as const;
