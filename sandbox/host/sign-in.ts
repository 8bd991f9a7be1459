import type { TabSurroundings } from './tab-calls.ts';
import { tabCalls } from './tab-calls.ts';
import type { TabLine } from './teams-host.ts';
import { openTabLine } from './teams-host.ts';

/** The window that an app asks for by `authentication.authenticate`; sizes in pixels, null when the app gave none. */
interface SignIn {
  url: string;
  width: number | null;
  height: number | null;
}

/** Teams' own sizes. */
const WIDTH = 600;
const HEIGHT = 535;
/** How often the window is looked at: nothing tells that it has been closed. */
const LOOK_MS = 300;

/**
 * The address to open, null when it is not the app's own. teams-js lets https addresses pass alone; here the service
 * speaks http, so its own host is opened by the service's protocol.
 */
export function signInAddress(asked: string, serviceUrl: string): string | null {
  const service = new URL(serviceUrl);
  const url = URL.canParse(asked) ? new URL(asked) : null;
  if (url?.protocol !== 'https:' || url.host !== service.host) return null;
  url.protocol = service.protocol;
  return url.href;
}

/**
 * Opens an app's page in a window of its own, in which the person is signed in as here, and answers as Teams does with
 * what the page told by `notifySuccess` or `notifyFailure`, or that it was closed.
 */
export function openSignIn(around: TabSurroundings, asked: SignIn): Promise<unknown[]> {
  const { setup, choices } = around;
  const address = signInAddress(asked.url, setup.serviceUrl);
  if (!address) return Promise.resolve([false, 'The address is not in validDomains']);
  // The browser's session with the issuer: cookies know no ports, so its pages see it whichever they are on.
  document.cookie = `sandbox-person=${encodeURIComponent(choices().person.key)}; path=/; SameSite=Lax`;
  const size = `width=${String(asked.width ?? WIDTH)},height=${String(asked.height ?? HEIGHT)}`;
  const popup = window.open(address, '_blank', `popup,${size}`);
  if (!popup) return Promise.resolve([false, 'FailedToOpenWindow']);

  return new Promise((resolve) => {
    const end = (answer: unknown[]) => {
      clearInterval(looking);
      line.close();
      resolve(answer);
    };
    const looking = setInterval(() => {
      if (popup.closed) end([false, 'CancelledByUser']);
    }, LOOK_MS);
    const line: TabLine = openTabLine({
      window,
      tab: () => popup,
      origin: new URL(address).origin,
      handlers: {
        ...tabCalls({ ...around, frame: 'authentication' }, () => line),
        'authentication.authenticate.success': ([result]) => {
          end([true, result]);
          return null;
        },
        'authentication.authenticate.failure': ([reason]) => {
          end([false, reason]);
          return null;
        },
      },
    });
  });
}
