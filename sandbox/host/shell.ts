import type { Choices } from './choices.ts';
import { LANGUAGES, SURFACES, teamsOf, THEMES, writeChoices } from './choices.ts';
import { h, icon, initials, mark } from './dom.ts';
import type { HostPerson, HostSetup } from './setup.ts';
import { t } from './texts.ts';

export interface ShellParts {
  setup: HostSetup;
  choices: Choices;
  go: (change: Partial<Choices>) => void;
  setTheme: (theme: Choices['theme']) => void;
}

/** The frame of the page: top bar with the choices, apps, teams, and the main part with its heading and tabs. */
export function drawShell(parts: ShellParts, content: HTMLElement): HTMLElement[] {
  const drawer = h('div', { class: 'drawer', id: 'drawer' }, chooser(parts), rail(parts), teamList(parts));
  const menu = h(
    'button',
    {
      type: 'button',
      class: 'quiet menu',
      id: 'menu',
      'aria-expanded': 'false',
      'aria-controls': 'drawer',
      'aria-label': t('menu.open'),
    },
    icon('menu'),
  );
  const toggle = (open: boolean) => {
    drawer.classList.toggle('open', open);
    menu.setAttribute('aria-expanded', String(open));
    menu.setAttribute('aria-label', t(open ? 'menu.close' : 'menu.open'));
  };
  menu.addEventListener('click', () => {
    toggle(!drawer.classList.contains('open'));
  });
  drawer.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !drawer.classList.contains('open')) return;
    toggle(false);
    menu.focus();
  });
  const bar = h('header', { class: 'bar' }, menu, mark(), h('span', { class: 'product' }, t('product')));
  const main = h(
    'main',
    { class: 'main' },
    heading(parts),
    h('div', { class: `content ${parts.choices.surface}` }, content),
  );
  return [bar, drawer, main];
}

function chooser({ setup, choices, go, setTheme }: ShellParts): HTMLElement {
  const select = (
    name: string,
    current: string,
    options: (HTMLOptionElement | HTMLOptGroupElement)[],
    changed: (value: string) => void,
  ) => {
    const list = h('select', { id: `choose-${name}`, name }, ...options);
    list.value = current;
    list.addEventListener('change', () => {
      changed(list.value);
    });
    return h('label', { class: `choice choice-${name}` }, h('span', {}, t(`choose.${name}`)), list);
  };
  const options = (name: string, values: readonly string[]) =>
    values.map((value) => h('option', { value }, t(`${name}.${value}`)));
  const chosen = <T extends string>(values: readonly T[], value: string, then: (one: T) => void) => {
    const one = values.find((each) => each === value);
    if (one) then(one);
  };
  const people = setup.tenants.map(({ id, name }) => {
    const here = setup.people.filter((person) => person.tenant === id);
    return h('optgroup', { label: name }, ...here.map((person) => h('option', { value: person.key }, person.name)));
  });
  const become = (key: string) => {
    const person = setup.people.find((each) => each.key === key);
    if (person) go({ person, sub: null, task: null, ...placeFor(person, choices) });
  };
  return h(
    'section',
    { class: 'chooser', 'aria-label': t('choose.label') },
    select('person', choices.person.key, people, become),
    select('theme', choices.theme, options('theme', THEMES), (value) => {
      chosen(THEMES, value, setTheme);
    }),
    select('lang', choices.lang, options('lang', LANGUAGES), (value) => {
      chosen(LANGUAGES, value, (lang) => {
        go({ lang });
      });
    }),
    select('surface', choices.surface, options('surface', SURFACES), (value) => {
      chosen(SURFACES, value, (surface) => {
        go({ surface, sub: null, task: null });
      });
    }),
  );
}

/** Where somebody else lands: the same place, unless it is one that they don't have. */
function placeFor(person: HostPerson, { surface }: Choices): Partial<Choices> {
  if (person.teams.length === 0 && surface !== 'personal') return { surface: 'personal', view: 'tab' };
  return {};
}

/** A link to some choices, taken without loading the page anew. */
function place(
  { choices, go }: ShellParts,
  id: string,
  change: Partial<Choices>,
  current: boolean,
  ...children: (Node | string | null)[]
): HTMLElement {
  const link = h(
    'a',
    { id, href: writeChoices({ ...choices, ...change }), 'aria-current': current ? 'page' : null },
    ...children,
  );
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(change);
  });
  return link;
}

const FRESH = { sub: null, task: null } as const;

function rail(parts: ShellParts): HTMLElement {
  const { surface } = parts.choices;
  const app = (id: string, change: Partial<Choices>, current: boolean, sign: Node, label: string) =>
    place(parts, id, { ...FRESH, ...change }, current, sign, h('span', {}, label));
  return h(
    'nav',
    { class: 'rail', 'aria-label': t('rail.label') },
    app(
      'rail-teams',
      { surface: 'channel' },
      surface === 'channel' || surface === 'config',
      icon('teams'),
      t('rail.teams'),
    ),
    app('rail-app', { surface: 'personal', view: 'tab' }, surface === 'personal', mark('small'), t('rail.app')),
    app(
      'rail-meeting',
      { surface: 'meeting-side-panel' },
      surface.startsWith('meeting'),
      icon('meeting'),
      t('rail.meeting'),
    ),
  );
}

function teamList(parts: ShellParts): HTMLElement {
  const { setup, choices } = parts;
  const teams = teamsOf(setup, choices.person);
  const item = (team: (typeof teams)[number]) => {
    const here = choices.surface === 'channel' && choices.team?.id === team.id;
    const channels = team.channels.map((channel) =>
      place(parts, `team-${team.key}`, { ...FRESH, surface: 'channel', team }, here, h('span', {}, channel.name)),
    );
    return h(
      'li',
      {},
      h('div', { class: 'team-name' }, initials(team.name, 'square'), h('span', {}, team.name)),
      ...channels,
    );
  };
  const none = h('p', { class: 'note' }, t('teams.none', { name: choices.person.name }));
  return h(
    'nav',
    { class: 'teams', 'aria-label': t('teams.label') },
    h('h2', {}, t('teams.label')),
    teams.length > 0 ? h('ul', {}, ...teams.map(item)) : none,
  );
}

function heading(parts: ShellParts): HTMLElement {
  const { choices } = parts;
  const { surface, team, page, view } = choices;
  const tab = (id: string, change: Partial<Choices>, current: boolean, label: string) =>
    place(parts, id, { ...FRESH, ...change }, current, label, h('span', { class: 'badge', hidden: true }));
  const tabs = (...links: HTMLElement[]) => h('nav', { class: 'tabs', 'aria-label': t('tabs.label') }, ...links);
  if (surface === 'personal') {
    return h(
      'div',
      { class: 'heading' },
      mark(),
      h('h1', {}, t('rail.app')),
      tabs(
        tab('tab-posts', { view: 'posts' }, view === 'posts', t('tabs.chat')),
        tab('tab-start', { view: 'tab', page: 'start' }, view !== 'posts' && page === 'start', t('tabs.start')),
        tab(
          'tab-my-actions',
          { view: 'tab', page: 'my-actions' },
          view !== 'posts' && page === 'my-actions',
          t('tabs.my-actions'),
        ),
      ),
    );
  }
  if (surface.startsWith('meeting'))
    return h('div', { class: 'heading' }, icon('meeting'), h('h1', {}, t('meeting.title')));
  if (!team) return h('div', { class: 'heading' }, h('h1', {}, t('rail.teams')));
  const current = surface === 'channel' ? view : null;
  return h(
    'div',
    { class: 'heading' },
    initials(team.name, 'square'),
    h(
      'h1',
      {},
      h('span', { class: 'heading-team' }, team.name),
      ' ',
      h('span', { class: 'heading-channel' }, team.channels[0]?.name ?? ''),
    ),
    tabs(
      tab('tab-posts', { surface: 'channel', view: 'posts' }, current === 'posts', t('tabs.posts')),
      tab('tab-lika', { surface: 'channel', view: 'tab' }, current === 'tab', t('tabs.tab')),
      tab('tab-planner', { surface: 'channel', view: 'planner' }, current === 'planner', t('tabs.planner')),
    ),
  );
}

/** Shows how many posts are new on the posts' tab; 0 takes the sign away. */
export function showUnread(count: number): void {
  const badge = document.querySelector<HTMLElement>('#tab-posts .badge');
  if (!badge) return;
  badge.hidden = count === 0;
  badge.textContent = count === 0 ? '' : String(count);
  const words = t('unread', { count });
  const said = h('span', { class: 'only-read-aloud' }, ` (${words})`);
  badge.replaceChildren(...(count === 0 ? [] : [h('span', { 'aria-hidden': 'true' }, String(count)), said]));
}
