/** Loaded before a program (`--import`): its clock is off by CLOCK_OFF_MS, as a machine's is that nobody sets. */
const off = Number(process.env['CLOCK_OFF_MS']);

globalThis.Date = new Proxy(Date, {
  construct: (RealDate, parts, made) =>
    Reflect.construct(RealDate, parts.length === 0 ? [RealDate.now() + off] : parts, made),
  get: (RealDate, name) => (name === 'now' ? () => RealDate.now() + off : Reflect.get(RealDate, name)),
});
