import { constants, open } from 'node:fs/promises';
import { type Account, isInVendorDomain, parseAccount, usualKind } from '../flowlu/account';
import type { Sessions } from '../engine/ports';
import type { Redactor } from '../net/redaction/redact';
import { Secret } from '../net/redaction/secret';
import type { KeyOptions } from './options/runOptions';
import { UsageError } from './options/usageError';
import type { InputStream, Surroundings } from './programSurroundings';

type Variables = Readonly<Record<string, string | undefined>>;

const variable = 'FLOWLU_API_KEY';

/** Does the variable of the environment hold a key? The text of a scratchpad gets none of them. */
export function holdsKey(name: string): boolean {
	return name.toUpperCase().startsWith(variable);
}

/** Whose requests are sent by which key. */
export interface Keys {
	readonly sessions: Sessions;
	/** Of what names no account. */
	readonly defaultAccount: Account | undefined;
}

interface KeySources {
	readonly env: Variables;
	readonly options: Pick<KeyOptions, 'account'>;
	/** Of `--key-stdin` or `--key-file`. */
	readonly key: string | undefined;
	/** What the texts say: `# @account` and addresses. */
	readonly named: readonly string[];
	/** Is nothing sent? Then no key is needed. */
	readonly isDry?: boolean;
}

/**
 * Gives each account its key. A text may come from anybody: it leads a key to an account of Flowlu's own domains only, and the one key of
 * `FLOWLU_API_KEY` only where it names no second account.
 * @throws UsageError
 */
export function assignKeys(
	{ env, options, key, named, isDry = false }: KeySources,
	redactor: Pick<Redactor, 'add'>,
): Keys {
	const chosen = chosenAccount(options.account ?? env['FLOWLU_ACCOUNT']);
	const ofTexts = named.flatMap(text => {
		const parsed = parseAccount(text);
		return parsed.ok && isInVendorDomain(parsed.account) ? [parsed.account] : [];
	});
	const accounts = [...new Map([...ofTexts, ...(chosen ? [chosen] : [])].map(each => [each.origin, each])).values()];
	const only = chosen ?? (accounts.length === 1 ? accounts[0] : undefined);
	const forOnly = key ?? given(env[variable]);
	const found = accounts.flatMap(account => {
		const name = variableOf(account);
		const own = name === undefined ? undefined : given(env[name]);
		const text = account === only ? (key ?? own ?? forOnly) : own;
		return text === undefined ? [] : [{ account, secret: secretOf(text) }];
	});
	const usable = isDry ? accounts : found.map(({ account }) => account);
	if (usable.length === 0 || (key !== undefined && only === undefined && !isDry)) {
		throw new UsageError(forOnly === undefined && !isDry ? noKey(accounts) : noAccount(accounts));
	}
	found.forEach(({ secret }) => {
		redactor.add(secret);
	});
	const entries = usable.map((account, index) => ({
		session: { id: account.origin, account, grant: 'apiKey', label: account.name, tail: '' } as const,
		accountKind: usualKind(account),
		active: true,
		addedAt: index,
	}));
	const credentials = new Map(
		found.map(({ account, secret }) => [
			account.origin,
			{ account, credential: { kind: 'apiKey', apiKey: secret } as const },
		]),
	);
	return {
		sessions: { list: () => Promise.resolve(entries), accessOf: id => Promise.resolve(credentials.get(id)) },
		defaultAccount: only ?? (found.length === 1 ? found[0]?.account : undefined),
	};
}

/** A variable that is empty is not set: a pipeline gives a secret that it lacks so. */
function given(value: string | undefined): string | undefined {
	return value === '' ? undefined : value;
}

/**
 * `FLOWLU_API_KEY_MY_SHOP` of my-shop.flowlu.com, `FLOWLU_API_KEY_CRM__EXAMPLE__COM` of another host. No two origins share one: a text could lead the key
 * to the other. A host with a port has none: only `--account` names such an account.
 */
function variableOf({ origin }: Account): string | undefined {
	const host = /^https:\/\/(?<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/u.exec(origin)?.groups?.['host'];
	// Labels neither begin nor end with a hyphen; two hyphens become three underscores, so that they are not taken for a dot.
	return (
		host &&
		`${variable}_${host
			.replace(/^(?<code>[^.]+)\.flowlu\.com$/u, '$<code>')
			.toUpperCase()
			.replaceAll('--', '---')
			.replaceAll('-', '_')
			.replaceAll('.', '__')}`
	);
}

function variablesOf(accounts: readonly Account[]): string {
	return accounts.flatMap(each => variableOf(each) ?? []).join(', ');
}

function noKey(accounts: readonly Account[]): string {
	const each =
		accounts.length < 2
			? ''
			: `; the texts name several accounts, each with a variable of its own: ${variablesOf(accounts)}`;
	return `There is no key. Set the variable ${variable}, or use --key-stdin or --key-file${each}.`;
}

function noAccount(accounts: readonly Account[]): string {
	return accounts.length === 0
		? 'It is not clear which account is meant. Write --account NAME, or set the variable FLOWLU_ACCOUNT.'
		: `The texts name several accounts. Set a key for each: ${variablesOf(accounts)}; or say by --account which one the key belongs to.`;
}

function chosenAccount(text: string | undefined): Account | undefined {
	const named = text?.trim() ?? '';
	if (named === '') {
		return undefined;
	}
	const parsed = parseAccount(named);
	if (!parsed.ok) {
		throw new UsageError(
			'--account, or the variable FLOWLU_ACCOUNT, is the name of an account (acme) or its address (https://acme.flowlu.com).',
		);
	}
	return parsed.account;
}

function secretOf(text: string): Secret {
	const key = text.trim();
	if (/[\s\p{Cc}]/u.test(key) || key.length < 4) {
		throw new UsageError('What was given as the key is not one: it is too short, or contains a space or a line break.');
	}
	return new Secret(key);
}

/** The key of `--key-stdin` or `--key-file`. @throws UsageError */
export async function readKey(
	{ keyFile, keyStdin }: Pick<KeyOptions, 'keyFile' | 'keyStdin'>,
	stdin: Surroundings['stdin'],
): Promise<string | undefined> {
	const key = keyStdin ? await textOfInput(stdin()) : keyFile === undefined ? undefined : await textOfFile(keyFile);
	if (key?.trim() === '') {
		throw new UsageError(keyStdin ? 'There is no key on standard input.' : 'The file of --key-file is empty.');
	}
	return key;
}

/** More than any key is long. */
const maxKeyLength = 10_000;

async function textOfInput(stream: InputStream): Promise<string> {
	if (stream.isTTY) {
		throw new UsageError('Standard input is a terminal. Pipe the key into it, or use --key-file.');
	}
	const decoder = new TextDecoder();
	let text = '';
	for await (const piece of stream) {
		text += typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
		if (text.length > maxKeyLength) {
			throw new UsageError('What is on standard input is not a key: it is too long.');
		}
	}
	return text;
}

/** Whoever else may read the file has the key. What is looked at is what is read, whatever becomes of its name meanwhile. */
async function textOfFile(path: string): Promise<string> {
	let file;
	try {
		file = await open(path, constants.O_RDONLY);
	} catch {
		throw new UsageError('The file of --key-file cannot be read.');
	}
	try {
		const { mode, size } = await file.stat();
		if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
			const found = (mode & 0o777).toString(8).padStart(4, '0');
			throw new UsageError(
				`The file of --key-file may be read by others (mode ${found}), so it is not used. Run chmod 600 on it, and replace the key if others may have read it.`,
			);
		}
		if (size > maxKeyLength) {
			throw new UsageError('The file of --key-file does not hold a key: it is too long.');
		}
		return (await file.readFile()).toString('utf8');
	} finally {
		await file.close();
	}
}
