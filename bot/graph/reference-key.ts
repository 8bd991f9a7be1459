/** Planner's keys for references are URLs with these characters percent-encoded. Source: Graph, plannerExternalReferences. */
export const referenceKey = (url: string) =>
  url.replace(/[%.:@#]/g, (sign) => '%' + sign.charCodeAt(0).toString(16).toUpperCase());
