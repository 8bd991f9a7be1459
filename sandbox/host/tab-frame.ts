import { h } from './dom.ts';
import type { Handler, TabLine } from './teams-host.ts';
import { openTabLine } from './teams-host.ts';
import { t } from './texts.ts';

/** A framed page of the app with its line. */
export interface TabFrame {
  element: HTMLElement;
  line: TabLine;
  /** Asks the tab to let go, as Teams does before it leaves a tab, and then takes the frame away. */
  leave(): Promise<void>;
}

interface FrameParts {
  /** The frame's name, by which it can be found. */
  name: string;
  url: string;
  origin: string;
  /** Handlers besides those of loading and unloading; given the line that they answer on. */
  handlers: (line: () => TabLine) => Record<string, Handler>;
}

/** As Teams sandboxes a tab. */
const SANDBOX =
  'allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-pointer-lock allow-scripts allow-same-origin allow-downloads';
/** Teams gives up on a tab that doesn't say a word after 30 seconds. */
const SILENCE_MS = 30_000;
/** Teams lets a tab that asked for it finish its work before it goes, up to 30 seconds; a visitor here waits less. */
const GOODBYE_MS = 5_000;

/** Frames a page of the app and answers it. */
export function openTabFrame({ name, url, origin, handlers }: FrameParts): TabFrame {
  const frame = h('iframe', {
    name,
    id: name,
    title: t('frame.title'),
    class: 'tab-frame',
    sandbox: SANDBOX,
    allow: 'clipboard-write',
  });
  const waiting = h('div', { class: 'waiting', role: 'progressbar', 'aria-label': t('frame.loading') });
  const trouble = h('div', { class: 'trouble', role: 'alert', hidden: true });
  const element = h('div', { class: 'framed' }, waiting, frame, trouble);

  const show = (text: string) => {
    const again = h('button', { type: 'button', class: 'primary', onclick: load }, t('frame.again'));
    trouble.replaceChildren(h('p', {}, text), again);
    trouble.hidden = false;
    waiting.hidden = true;
  };
  let silence = 0;
  function load() {
    trouble.hidden = true;
    waiting.hidden = false;
    clearTimeout(silence);
    silence = window.setTimeout(() => {
      show(t('frame.silent', { url: origin }));
    }, SILENCE_MS);
    frame.src = url;
  }
  const loaded = () => {
    clearTimeout(silence);
    waiting.hidden = true;
    trouble.hidden = true;
    return null;
  };
  let letGo: () => void = () => undefined;
  const line: TabLine = openTabLine({
    window,
    tab: () => frame.contentWindow,
    origin,
    handlers: {
      ...handlers(() => line),
      'appInitialization.appLoaded': loaded,
      'appInitialization.success': loaded,
      'appInitialization.failure': ([reason, message]) => {
        clearTimeout(silence);
        show(t('frame.failed', { reason: [message, reason].find((each) => typeof each === 'string') ?? '' }));
        return null;
      },
      'appInitialization.expectedFailure': loaded,
      readyToUnload: () => {
        letGo();
        return null;
      },
    },
  });
  load();
  return {
    element,
    line,
    async leave() {
      clearTimeout(silence);
      if (line.hasRegistered('beforeUnload')) {
        await new Promise<void>((done) => {
          letGo = done;
          setTimeout(done, GOODBYE_MS);
          line.send('beforeUnload');
        });
      }
      line.close();
      element.remove();
    },
  };
}
