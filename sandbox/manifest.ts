import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What of the Teams app's manifest Microsoft 365 holds the app to. */
const Manifest = z.object({
  name: z.object({ short: z.string() }),
  localizationInfo: z.object({
    defaultLanguageTag: z.string(),
    additionalLanguages: z.array(z.object({ languageTag: z.string(), file: z.string() })).default([]),
  }),
  activities: z
    .object({
      activityTypes: z.array(z.object({ type: z.string(), description: z.string(), templateText: z.string() })),
    })
    .default({ activityTypes: [] }),
  authorization: z
    .object({ permissions: z.object({ resourceSpecific: z.array(z.object({ name: z.string(), type: z.string() })) }) })
    .default({ permissions: { resourceSpecific: [] } }),
});
const Texts = z.record(z.string(), z.string());

/** The app as it was uploaded. */
export interface AppManifest {
  readonly name: string;
  /** Resource-specific permissions for the app itself, which whoever adds the app consents to. */
  readonly resourceSpecific: readonly string[];
  /** The template of an activity type by language; null when the type isn't declared. */
  template(type: string): Readonly<Record<string, string>> | null;
}

/**
 * Reads a manifest and its languages, which lie beside it.
 * @throws Error when it can't be read or lacks what it needs.
 */
export function readManifest(file: string): AppManifest {
  const { name, localizationInfo, activities, authorization } = Manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  const others = localizationInfo.additionalLanguages.map(({ languageTag, file: texts }) => ({
    tag: languageTag,
    texts: Texts.parse(JSON.parse(readFileSync(new URL(texts, `file://${file}`), 'utf8'))),
  }));
  return {
    name: name.short,
    resourceSpecific: authorization.permissions.resourceSpecific
      .filter(({ type }) => type === 'Application')
      .map((permission) => permission.name),
    template(type) {
      const at = activities.activityTypes.findIndex((each) => each.type === type);
      const found = activities.activityTypes[at];
      if (!found) return null;
      const key = `activities.activityTypes[${String(at)}].templateText`;
      return {
        [localizationInfo.defaultLanguageTag]: found.templateText,
        ...Object.fromEntries(others.map(({ tag, texts }) => [tag, texts[key] ?? found.templateText])),
      };
    },
  };
}
