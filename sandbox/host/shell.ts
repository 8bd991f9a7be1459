import { bell } from './bell.ts';
import type { Choices } from './choices.ts';
import { LANGUAGES, SURFACES, THEMES } from './choices.ts';
import { clockControl } from './clock-control.ts';
import { h, icon, mark } from './dom.ts';
import { heading } from './heading.ts';
import { placeList } from './place-list.ts';
import { badge, FRESH, place } from './place.ts';
import type { Going } from './place.ts';
import type { HostPerson, HostSetup } from './setup.ts';
import { t } from './texts.ts';

export interface ShellParts extends Going {
  setup: HostSetup;
  setTheme: (theme: Choices['theme']) => void;
}

/** The frame of the page: top bar with the choices, apps, teams, and the main part with its heading and tabs. */
export function drawShell(parts: ShellParts, content: HTMLElement): HTMLElement[] {
  const drawer = h('div', { class: 'drawer', id: 'drawer' }, chooser(parts), rail(parts), placeList(parts));
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
  const bar = h('header', { class: 'bar' }, menu, mark(), h('span', { class: 'product' }, t('product')), bell());
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
    if (person) go({ person, ...FRESH, ...placeFor(person, choices) });
  };
  return h(
    'section',
    { class: 'chooser', 'aria-label': t('choose.label') },
    clockControl(),
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
        go({ surface, ...FRESH });
      });
    }),
  );
}

/** Where somebody else lands: the same place, unless it is one that they don't have. */
function placeFor(person: HostPerson, { surface }: Choices): Partial<Choices> {
  if (surface === 'chat') return {};
  if (person.teams.length === 0 && surface !== 'personal') return { surface: 'personal', view: 'tab' };
  return {};
}

function rail(parts: ShellParts): HTMLElement {
  const { surface } = parts.choices;
  const app = (id: string, change: Partial<Choices>, current: boolean, sign: Node, label: string) =>
    place(parts, id, { ...FRESH, ...change }, current, sign, h('span', {}, label), badge());
  return h(
    'nav',
    { class: 'rail', 'aria-label': t('rail.label') },
    app(
      'rail-teams',
      { surface: 'channel', ...(surface === 'chat' ? { view: 'tab' as const } : {}) },
      surface === 'channel' || surface === 'config',
      icon('teams'),
      t('rail.teams'),
    ),
    app('rail-chat', { surface: 'chat' }, surface === 'chat', icon('chat'), t('rail.chat')),
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
