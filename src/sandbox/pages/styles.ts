export const styles = `:root {
	color-scheme: light dark;
	--ground: #f6f7f9;
	--surface: #ffffff;
	--text: #1f2733;
	--muted: #5b6676;
	--line: #d9dee6;
	--accent: #1f62c4;
	--on-accent: #ffffff;
	--danger: #b3261e;
	--note: #fff4d6;
	--note-text: #5a4300;
	--good: #e6f4ea;
}
@media (prefers-color-scheme: dark) {
	:root {
		--ground: #15181d;
		--surface: #1d2127;
		--text: #e4e8ee;
		--muted: #a0abba;
		--line: #343b46;
		--accent: #7fb0ff;
		--on-accent: #0d1a2e;
		--danger: #ff9c94;
		--note: #3a3013;
		--note-text: #ffe5a0;
		--good: #17301f;
	}
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
[hidden] { display: none !important; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 0.5rem; padding: 0.25rem 0.75rem; background: var(--surface); }
.banner { margin: 0; max-width: none; padding: 0.5rem 1.5rem; background: var(--note); color: var(--note-text); font-size: 0.9rem; text-align: center; }
header { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; align-items: baseline; padding: 0.9rem 1.5rem; background: var(--surface); border-bottom: 1px solid var(--line); }
.brand { font-weight: 650; color: inherit; text-decoration: none; }
nav { display: flex; gap: 1.25rem; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0.5rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; overflow-wrap: anywhere; }
p { max-width: 46rem; }
code, .copy input { font-family: ui-monospace, monospace; font-size: 0.9em; }
code { color: var(--muted); overflow-wrap: anywhere; }
dl.examples dt { margin-top: 0.9rem; }
dl.examples dd { margin: 0.2rem 0 0; padding: 0.5rem 0.75rem; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
.button { display: inline-block; padding: 0.5rem 1rem; border: 0; border-radius: 6px; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
.button:hover { filter: brightness(1.08); }
.button.danger { background: var(--danger); color: var(--surface); }
.quiet { margin-left: 0.75rem; }
.scroll { position: relative; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; background: var(--surface); }
table.keys { border: 1px solid var(--line); }
caption { padding: 0.5rem 0; text-align: left; color: var(--muted); font-size: 0.9rem; }
th, td { padding: 0.55rem 0.75rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { color: var(--muted); font-size: 0.85rem; font-weight: 600; }
tbody th { font-weight: 600; overflow-wrap: anywhere; min-width: 9rem; }
td time, .keys code { white-space: nowrap; font-variant-numeric: tabular-nums; }
.actions { white-space: nowrap; }
.actions a { margin-right: 0.75rem; }
a.danger { color: var(--danger); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
form { margin-top: 0.75rem; }
.field { display: block; max-width: 28rem; font-weight: 600; }
.field input, .copy input { display: block; width: 100%; margin-top: 0.3rem; padding: 0.5rem 0.65rem; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); color: inherit; font-size: 1rem; }
fieldset { margin: 1.25rem 0; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; font-weight: 600; }
.choice { display: block; margin-top: 0.35rem; }
input[type='radio'], input[type='checkbox'] { width: 1.05rem; height: 1.05rem; accent-color: var(--accent); vertical-align: -0.15em; }
.modules { margin-top: 0.75rem; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); overflow: hidden; }
details + details { border-top: 1px solid var(--line); }
summary { padding: 0.6rem 0.9rem; cursor: pointer; font-weight: 600; }
summary code { font-weight: 400; }
details table { border-top: 1px solid var(--line); }
details th, details td { padding: 0.35rem 0.9rem; }
details td, details thead th:not(:first-child) { width: 5rem; text-align: center; }
details tbody th { font-weight: 400; }
details tbody tr:last-child > * { border-bottom: 0; }
.whole { background: var(--ground); }
.whole th { font-weight: 600; }
.created { margin: 1.25rem 0; padding: 0.25rem 1.25rem 0.75rem; border-radius: 8px; background: var(--good); }
.created h2 { margin-top: 0.75rem; }
.created p { margin: 0.4rem 0; }
.copy { display: flex; gap: 0.75rem; align-items: end; max-width: 46rem; }
.problem { padding: 0.5rem 0.9rem; border-left: 3px solid var(--danger); background: var(--surface); }
.empty { padding: 1.25rem; border: 1px dashed var(--line); border-radius: 8px; }
@media (max-width: 34rem) {
	main { padding: 1rem; }
	.copy { flex-direction: column; align-items: stretch; }
}
`;
