import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

/** What a bundler says about a module, as far as the chunks need it. */
interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/**
 * The way to the first answer is three chunks: `teams` greets the host, `first` asks the service, and `app` is React and
 * the area page; each is at work while the next is still being read. Left to itself the bundler makes a dozen small
 * ones of what several views share.
 */
const WAY_IN = { teams: 'tab/main.tsx', first: 'tab/app/boot.ts', app: 'tab/app/mount.tsx' } as const;

/** Fluent's parts are shared out by use: following its one big index would bring every dialog along. */
const LEFT_TO_BUNDLER = /@fluentui|@griffel|@floating-ui|tabster|keyborg|@emotion|stylis/;

const reached = new Map<string, ReadonlySet<string>>();

/** Every module that the file imports, directly or not, but not what it loads later. */
function reachedFrom(file: string, modules: Modules): ReadonlySet<string> {
  const known = reached.get(file);
  if (known) return known;
  const seen = new Set<string>();
  const waiting = [fileURLToPath(new URL(file, import.meta.url))];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...(modules.getModuleInfo(id)?.importedIds ?? []));
  }
  reached.set(file, seen);
  return seen;
}

function chunk(name: keyof typeof WAY_IN, priority: number) {
  return {
    priority,
    name: (id: string, modules: Modules): string | null =>
      !LEFT_TO_BUNDLER.test(id) && reachedFrom(WAY_IN[name], modules).has(id) ? name : null,
  };
}

/** Lets the browser fetch and read the whole way in from the start, not chunk by chunk as each asks for the next. */
function preloadWayIn(): Plugin {
  return {
    name: 'preload-way-in',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {}, path }) => {
        if (path !== '/index.html') return [];
        const files = Object.values(bundle).flatMap((file) =>
          file.type === 'chunk' && file.name in WAY_IN
            ? [file.fileName, ...file.imports, ...(file.viteMetadata?.importedCss ?? [])]
            : [],
        );
        const wanted = [...new Set(files)].map((file) => `/tab/${file}`).filter((href) => !html.includes(href));
        return wanted.map((href) => {
          const how = href.endsWith('.css') ? { rel: 'preload', as: 'style' } : { rel: 'modulepreload' };
          return { tag: 'link', attrs: { ...how, crossorigin: true, href }, injectTo: 'head' };
        });
      },
    },
  };
}

/**
 * The tab's build. Each view is a chunk of its own (`app/routes.tsx`), so that a head who only assesses loads no editor
 * and no chart.
 */
export default defineConfig({
  root: 'tab',
  base: '/tab/',
  plugins: [react(), preloadWayIn()],
  build: {
    outDir: '../dist/tab',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: ['tab/index.html', 'tab/consent-end.html'],
      output: { codeSplitting: { groups: [chunk('teams', 3), chunk('first', 2), chunk('app', 1)] } },
    },
  },
});
