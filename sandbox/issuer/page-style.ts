/** How the pages of sign-in and consent look: in a small window, light or dark as the machine is, readable in forced colours. */
export const STYLE = `
:root { color-scheme: light dark; --page: #f5f5f5; --box: #ffffff; --text: #242424; --soft: #5c5c5c; --line: #d1d1d1;
  --brand: #5b5fc7; --on-brand: #ffffff; --link: #4f52b2; }
@media (prefers-color-scheme: dark) { :root { --page: #1f1f1f; --box: #292929; --text: #ffffff; --soft: #c7c7c7;
  --line: #666666; --link: #aab1fa; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 24px 16px; background: var(--page); color: var(--text);
  font: 14px/20px 'Segoe UI', system-ui, sans-serif; }
main { max-width: 440px; margin: 0 auto; padding: 32px 24px 16px; background: var(--box);
  border: 1px solid var(--line); border-radius: 8px; }
h1 { margin: 0 0 16px; font-size: 20px; line-height: 28px; font-weight: 600; }
p { margin: 0 0 16px; overflow-wrap: anywhere; }
ul { margin: 0 0 16px; padding: 0; list-style: none; border-top: 1px solid var(--line); }
li { padding: 12px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
code, .small, .note { color: var(--soft); font-size: 12px; line-height: 16px; }
code { display: block; font-family: Consolas, monospace; }
.who strong { display: block; color: var(--text); }
.note { display: block; font-weight: 600; }
label { display: flex; gap: 8px; align-items: flex-start; }
a { color: var(--link); }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; justify-content: flex-end; margin-bottom: 16px; }
button { min-height: 32px; padding: 5px 16px; border: 1px solid var(--line); border-radius: 4px; background: var(--box);
  color: var(--text); font: inherit; font-weight: 600; cursor: pointer; }
button.primary { border-color: var(--brand); background: var(--brand); color: var(--on-brand); }
:focus-visible { outline: 2px solid var(--text); outline-offset: 2px; }
`;
