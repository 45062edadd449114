/** What happens in the studio, as it happens. */

const names = ['job', 'progress', 'preview', 'picture', 'reset'];

/**
 * Listens from a place in the studio's log on. The browser connects again by itself, from where
 * it was.
 * @param {string} after the place
 * @param {Object<string, function(Object)>} handlers by the names of events
 * @param {function(boolean)} connected is told whether the studio answers
 * @param {function(): Promise<boolean>} admitted whether the studio still lets this page in
 */
export function listen(after, handlers, connected, admitted) {
  let source;
  let last = after;
  let closed = false;

  function open() {
    source = new EventSource(`/api/events?after=${encodeURIComponent(last)}`);
    source.onopen = () => connected(true);
    source.onerror = () => {
      connected(false);
      if (source.readyState === EventSource.CLOSED && !closed) {
        setTimeout(async () => (await admitted()) && open(), 3000);
      }
    };
    for (const name of names) {
      source.addEventListener(name, (event) => {
        last = event.lastEventId || last;
        handlers[name]?.(JSON.parse(event.data));
      });
    }
  }

  open();
  // A page that was left may be kept for the way back, with its connection: a browser has six for a server.
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', (event) => event.persisted && !closed && open());
  return () => {
    closed = true;
    source.close();
  };
}
