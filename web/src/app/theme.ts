/** Light or dark by the device, unless the person chose for this browser. */
export type Theme = 'auto' | 'light' | 'dark';

const kept = 'focus.theme';

export function currentTheme(): Theme {
  const theme = localStorage.getItem(kept);
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}

export function applyTheme(theme: Theme = currentTheme()): void {
  if (theme === 'auto') {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem(kept);
  } else {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem(kept, theme);
  }
}
