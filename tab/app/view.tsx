import { lazy } from 'react';
import type { ComponentType, ReactElement } from 'react';

export interface View {
  readonly Component: () => ReactElement;
  /** Loads the view's code, so that it is there when it is drawn. */
  readonly load: () => Promise<unknown>;
}

/**
 * A view in a chunk of its own. Once its code is there it is drawn at once: a lazy component would show its waiting
 * sign first, and React keeps such a sign for a while.
 */
export function view<Name extends string>(fetch: () => Promise<Record<Name, ComponentType>>, name: Name): View {
  let loaded: ComponentType | null = null;
  const load = async (): Promise<{ readonly default: ComponentType }> => {
    const module = await fetch();
    loaded = module[name];
    return { default: module[name] };
  };
  const Lazy = lazy(load);
  return {
    load,
    Component: () => {
      const Loaded = loaded ?? Lazy;
      return <Loaded />;
    },
  };
}
