/**
 * Says something to people who do not see the screen. There is one live region in the page; it speaks of what the person did and of the end
 * of a session, never of a clock that counts.
 */
export function announce(text: string): void {
  const region = document.getElementById('announcer');
  if (region !== null) {
    // The same words twice would not be read again.
    region.textContent = region.textContent === text ? `${text}\u00a0` : text;
  }
}
