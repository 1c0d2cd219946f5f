import { documentMetadata } from '../../engine/sessionChoice';
import { originOf } from '../../flowlu/targetUrl';
import type { HttpDocument } from '../../http/document/document';
import { nearest } from '../../http/nearest';
import { filledIn } from '../../http/service/shownValues';
import type { Redactor } from '../../net/redaction/redact';
import { itemsOf, type RunItem } from '../../runs/runRequests';
import { type DiskDocuments, openDiskDocuments } from '../documents/diskDocuments';
import { findDocuments, type UnfoundDocument } from '../documents/findDocuments';
import { type Keys, assignKeys, readKey } from '../keys';
import type { RunOptions } from '../options/runOptions';
import { UsageError } from '../options/usageError';
import type { Surroundings } from '../programSurroundings';
import { engineOf, type TerminalEngine } from './engineOf';

/** All that a run needs, with nothing sent yet. */
export interface StartedRun extends TerminalEngine {
	readonly keys: Keys;
	readonly items: readonly RunItem[];
}

/** Reads the files, finds the keys and the requests. @throws UsageError */
export async function startRun(
	options: RunOptions,
	{ env, cwd, stdin }: Pick<Surroundings, 'env' | 'cwd' | 'stdin'>,
	redactor: Redactor,
): Promise<StartedRun> {
	const { found, unfound } = await findDocuments(options.paths, cwd);
	const [wrong] = unfound;
	if (wrong !== undefined) {
		throw new UsageError(unfoundText(wrong), 'file');
	}
	const documents = openDiskDocuments({ environment: options.environment, redactor });
	const uris = found.map(({ path, root, text }) => documents.open(path, root, text));
	await checkEnvironments(uris, options.environment, documents);
	const parsed = uris.map(uri => documents.scope.document(uri)).filter(document => document !== undefined);
	const key = await readKey(options, stdin);
	const named = parsed.flatMap(accountsNamedIn);
	const keys = assignKeys({ env, options, key, named, isDry: options.dryRun }, redactor);
	const { variables: given, timeout, allowWrites } = options;
	const engine = engineOf({ documents, keys, given, timeout, allowWrites, redactor, env });
	const all = uris.flatMap(uri => {
		const document = documents.scope.document(uri);
		return document === undefined ? [] : itemsOf(uri, { blocks: engine.blocks, document });
	});
	return { ...engine, keys, items: wanted(all, options.only, engine) };
}

async function checkEnvironments(
	uris: readonly string[],
	environment: string | undefined,
	documents: DiskDocuments,
): Promise<void> {
	const names = new Set<string>();
	for (const uri of uris) {
		const surrounding = await documents.environments(uri);
		const [unreadable] = surrounding.unreadable;
		if (unreadable !== undefined) {
			throw new UsageError(`${unreadable} cannot be read, or is not a JSON object of environments.`, 'file');
		}
		surrounding.names.forEach(name => names.add(name));
	}
	if (environment !== undefined && !names.has(environment)) {
		const there = names.size === 0 ? 'There is none.' : `There are: ${[...names].join(', ')}.`;
		throw new UsageError(
			`No http-client.env.json beside or above these files has the environment ${environment}. ${there}`,
			'file',
		);
	}
}

/** What the texts say of accounts: above the first request, above each, and in addresses. */
function accountsNamedIn(document: HttpDocument): readonly string[] {
	return [
		documentMetadata(document).account,
		...document.blocks.flatMap(({ account, target }) => [account, originOf(filledIn(target, document.variableTable))]),
	].filter(text => text !== undefined);
}

function wanted(
	items: readonly RunItem[],
	only: readonly string[],
	{ blocks }: Pick<TerminalEngine, 'blocks'>,
): readonly RunItem[] {
	if (items.length === 0) {
		throw new UsageError('There is no request in these files.', 'file');
	}
	const namesOf = ({ block, name }: RunItem) => [name, blocks.find(block)?.block.title];
	const names = new Set(items.flatMap(namesOf).filter(name => name !== undefined));
	const missing = only.find(name => !names.has(name));
	if (missing !== undefined) {
		const [meant] = nearest(missing, [...names]);
		const question = meant === undefined ? '' : ` Did you mean ${meant}?`;
		throw new UsageError(`--only: no request has the name or title ${missing}.${question}`);
	}
	return only.length === 0 ? items : items.filter(item => namesOf(item).some(name => only.includes(name ?? '')));
}

function unfoundText({ path, because }: UnfoundDocument): string {
	switch (because) {
		case 'missing':
			return missingText(path);
		case 'unreadable':
			return `${path} cannot be read: its permissions may not allow it, or it is a link that leads back to itself.`;
		case 'empty':
			return `There is no *.flowlu.http in ${path}. Files with other names are named one by one.`;
		case 'tooLarge':
			return `${path} is too large for a scratchpad.`;
		case 'notText':
			return `${path} is not text in UTF-8.`;
	}
}

function missingText(path: string): string {
	// Who forgot an option's name may have written a key.
	if (/^[\w-]{16,}$/u.test(path)) {
		return 'One of the arguments is not the name of a file.';
	}
	if (/[*?[{]/u.test(path)) {
		return `There is no file ${path}, and patterns are left to the shell. Name a folder for all *.flowlu.http in it and below.`;
	}
	return path.includes('\\') && process.platform !== 'win32'
		? `There is no file ${path}. Write / between folders.`
		: `There is no file ${path}.`;
}
