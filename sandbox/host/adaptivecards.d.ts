/** The built library has the same exports as the package's main entry, which describes them. */
declare module 'adaptivecards/dist/adaptivecards.js' {
  export * from 'adaptivecards';
}
