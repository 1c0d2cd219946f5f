import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { type IGrammar, parseRawGrammar, Registry } from 'vscode-textmate';

/** Stands in for VS Code's JSON grammar, so far as to tell that its rules were reached and left again. */
const json = {
	scopeName: 'source.json',
	patterns: [{ include: '#value' }],
	repository: {
		value: {
			patterns: [
				{ begin: '\\{', end: '\\}', name: 'json.object', patterns: [{ include: '#value' }] },
				{ match: '"[^"]*"', name: 'json.string' },
				{ match: '[^\\s{}"]+', name: 'json.other' },
			],
		},
	},
};

type GrammarName = 'flowlu-http' | 'flowlu-headers';

const loaded = new Map<GrammarName, Promise<IGrammar | null>>();

/** What highlights scratchpads, or the headers of a response, as VS Code reads it. */
export function loadHttpGrammar(name: GrammarName = 'flowlu-http'): Promise<IGrammar | null> {
	const grammar = loaded.get(name) ?? load(name);
	loaded.set(name, grammar);
	return grammar;
}

async function load(name: GrammarName): Promise<IGrammar | null> {
	const wasm = await readFile(
		createRequire(process.cwd() + '/package.json').resolve('vscode-oniguruma/release/onig.wasm'),
	);
	await loadWASM(wasm);
	const file = `media/${name}.tmLanguage.json`;
	const source = await readFile(file, 'utf8');
	const registry = new Registry({
		onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
		loadGrammar: scope =>
			Promise.resolve(
				scope === 'source.json' ? parseRawGrammar(JSON.stringify(json), 'a.json') : parseRawGrammar(source, file),
			),
	});
	return registry.loadGrammar(`source.${name}`);
}
