import { parseArgs } from 'node:util';
import { nearest } from '../../http/nearest';
import { UsageError } from './usageError';

/** What a command takes: options with a value, options that may be repeated, and switches. */
export interface OptionNames {
	readonly values: readonly string[];
	readonly lists: readonly string[];
	readonly switches: readonly string[];
}

/** What was written behind a command. */
export interface Written {
	readonly positionals: readonly string[];
	value(name: string): string | undefined;
	list(name: string): readonly string[];
	has(name: string): boolean;
}

/** Reads what was written behind a command. Messages repeat the name of an unknown option, never its value: it may be a key. @throws UsageError */
export function parseOptions(args: readonly string[], { values, lists, switches }: OptionNames): Written {
	const options = new Map<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean }>([
		...values.map(name => [name, { type: 'string' }] as const),
		...lists.map(name => [name, { type: 'string', multiple: true }] as const),
		...switches.map(name => [name, { type: 'boolean' }] as const),
	]);
	const { tokens } = parseArgs({
		args: [...args],
		options: Object.fromEntries(options),
		strict: false,
		allowPositionals: true,
		tokens: true,
	});
	const given = new Map<string, string[]>();
	const positionals: string[] = [];
	for (const token of tokens) {
		if (token.kind === 'positional') {
			positionals.push(token.value);
		} else if (token.kind === 'option') {
			const { name, value } = token;
			if (!options.has(name)) {
				throw new UsageError(unknownOption(token.rawName, [...options.keys()]));
			}
			const takesValue = !switches.includes(name);
			// What begins with a dash is the next option: the value before it was forgotten.
			if (takesValue && (value === undefined || value === '' || (!token.inlineValue && value.startsWith('-')))) {
				throw new UsageError(`--${name} needs a value.`);
			}
			if (!takesValue && value !== undefined) {
				throw new UsageError(`--${name} takes no value.`);
			}
			if (given.has(name) && !lists.includes(name)) {
				throw new UsageError(`--${name} is given twice.`);
			}
			given.set(name, [...(given.get(name) ?? []), value ?? '']);
		}
	}
	return {
		positionals,
		value: name => given.get(name)?.[0],
		list: name => given.get(name) ?? [],
		has: name => given.has(name),
	};
}

const keyHelp =
	'A key is never taken from the command line, where other programs and logs can read it. Set the variable FLOWLU_API_KEY, or use --key-stdin or --key-file.';

function unknownOption(rawName: string, known: readonly string[]): string {
	const name = /^-(?:-[a-z][a-z-]{0,30}|[a-z])$/iu.exec(rawName)?.[0];
	if (/key|token|secret|pass|auth/iu.test(rawName)) {
		return keyHelp;
	}
	const [meant] = nearest(rawName.replace(/^-+/u, ''), known);
	const way = meant === undefined ? 'See --help.' : `Did you mean --${meant}? See --help.`;
	return `There is no such option${name === undefined ? '' : `: ${name}`}. ${way}`;
}
