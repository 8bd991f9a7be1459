/** How the page looks: on paper A4 in two columns, on a phone in one. Sizes follow the reader's own. */
export const LOOK = `
@page { size: A4; margin: 16mm 18mm; }
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #000; font: 100%/1.45 Calibri, 'Segoe UI', system-ui, Arial, sans-serif; }
main { max-width: 50rem; margin: 0 auto; padding: 1.5rem 1rem; overflow-wrap: break-word; }
.kicker, .source { margin: 0; color: #404040; font-size: .9rem; }
.source { margin-top: 2rem; }
h1 { margin: .35rem 0 1.75rem; font-size: 1.7rem; line-height: 1.2; }
h2 { margin: 0 0 .5rem; font-size: 1.15rem; }
section { margin: 0 0 1.75rem; break-inside: avoid; }
p { margin: .75rem 0 0; }
svg { display: block; width: 100%; max-width: 25rem; height: auto; }
svg text { font-family: Calibri, 'Segoe UI', system-ui, Arial, sans-serif; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { padding-bottom: .35rem; text-align: left; font-size: .9rem; color: #404040; }
th, td { padding: .3rem .75rem .3rem 0; border-bottom: 1px solid #bfbfbf; vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-bottom-color: #000; vertical-align: bottom; }
@media print, (min-width: 40rem) { td:last-child { white-space: nowrap; } }
@media (min-width: 40rem) { .side { display: grid; grid-template-columns: 1fr 1fr; gap: 2rem; align-items: start; } }
@media print {
  body { font-size: 11.5pt; }
  main { max-width: none; padding: 0; }
  .side { display: grid; grid-template-columns: 1fr 1fr; gap: 10mm; align-items: start; }
}
`;
