import { isSecretName } from '../../http/build/secretNames';
import { readTimeout } from '../../http/build/sendingMetadata';
import { parseOptions } from './parseOptions';
import { UsageError } from './usageError';

/** The forms of a report. */
export type ReportKind = 'junit' | 'json';

/** Options that `run` and `export` share. */
export interface KeyOptions {
	readonly account: string | undefined;
	readonly keyFile: string | undefined;
	readonly keyStdin: boolean;
	/** Milliseconds. */
	readonly timeout: number | undefined;
}

/** What `run` is to do. */
export interface RunOptions extends KeyOptions {
	/** Files and folders. */
	readonly paths: readonly string[];
	readonly environment: string | undefined;
	/** Values of variables by name. */
	readonly variables: ReadonlyMap<string, string>;
	/** Names or titles of the requests that are sent; all where there are none. */
	readonly only: readonly string[];
	readonly keepGoing: boolean;
	readonly reports: readonly { readonly kind: ReportKind; readonly path: string }[];
	readonly allowWrites: boolean;
	readonly dryRun: boolean;
	readonly includeBodies: boolean;
}

/** @throws UsageError */
export function readRunOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): RunOptions {
	const written = parseOptions(args, {
		values: ['account', 'env', 'timeout', 'key-file'],
		lists: ['var', 'only', 'report'],
		switches: ['keep-going', 'allow-writes', 'dry-run', 'include-bodies', 'key-stdin'],
	});
	if (written.positionals.length === 0) {
		throw new UsageError('Name a file or a folder with requests: flowlu-workbench run leads.flowlu.http');
	}
	if (written.has('dry-run') && written.list('report').length > 0) {
		throw new UsageError('A dry run writes no report: use --dry-run or --report, not both.');
	}
	if (written.has('include-bodies') && written.list('report').length === 0) {
		throw new UsageError('--include-bodies is for reports: use it with --report.');
	}
	return {
		...readKeyOptions(written),
		paths: written.positionals,
		environment: written.value('env'),
		variables: new Map(written.list('var').map(text => variableOf(text, env))),
		only: written.list('only'),
		keepGoing: written.has('keep-going'),
		reports: written.list('report').map(reportOf),
		allowWrites: written.has('allow-writes'),
		dryRun: written.has('dry-run'),
		includeBodies: written.has('include-bodies'),
	};
}

/** @throws UsageError */
export function readKeyOptions(written: ReturnType<typeof parseOptions>): KeyOptions {
	const keyFile = written.value('key-file');
	const keyStdin = written.has('key-stdin');
	if (keyStdin && keyFile !== undefined) {
		throw new UsageError('Use --key-stdin or --key-file, not both.');
	}
	const timeout = written.value('timeout');
	const milliseconds = timeout === undefined ? undefined : readTimeout(timeout);
	if (timeout !== undefined && milliseconds === undefined) {
		throw new UsageError("--timeout is a time such as 30 (seconds), '30 s' or '500 ms', up to one hour.");
	}
	return { account: written.value('account'), keyFile, keyStdin, timeout: milliseconds };
}

/** `name=value`; a name alone takes the value of the variable of the environment. */
function variableOf(text: string, env: Readonly<Record<string, string | undefined>>): [name: string, value: string] {
	const { name, value } = /^(?<name>[^\s{}=@]+)(?:=(?<value>.*))?$/su.exec(text)?.groups ?? {};
	if (name === undefined) {
		throw new UsageError(
			'--var is written --var name=value, or --var NAME for the value of the environment variable NAME.',
		);
	}
	if (value !== undefined && isSecretName(name)) {
		throw new UsageError(
			`${name} is the name of a secret, and its value is not taken from the command line. Set an environment variable with this name, and write --var ${name}`,
		);
	}
	const given = value ?? env[name];
	if (given === undefined) {
		throw new UsageError(`The variable ${name} is not set in the environment.`);
	}
	return [name, given];
}

function reportOf(text: string): RunOptions['reports'][number] {
	const { kind, path } = /^(?<kind>junit|json)=(?<path>.+)$/su.exec(text)?.groups ?? {};
	if ((kind !== 'junit' && kind !== 'json') || path === undefined) {
		throw new UsageError('--report is written --report junit=FILE or --report json=FILE.');
	}
	return { kind, path };
}
