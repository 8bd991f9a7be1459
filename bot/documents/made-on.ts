/** Where an Office file says when it was made. */
export const CORE = 'docProps/core.xml';

/**
 * The properties with the report's day (`YYYY-MM-DD`) instead of the moment of writing: the same report always makes the same
 * bytes, so that a document that says nothing new is seen to say nothing new.
 */
export const madeOn = (core: Buffer, day: string): Buffer =>
  Buffer.from(core.toString('utf8').replace(/(?<=>)\d{4}-\d\d-\d\dT[\d:.]+Z/g, `${day}T00:00:00Z`));
