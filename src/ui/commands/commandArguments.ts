import * as vscode from 'vscode';
import {
	type AccountReference,
	type CommandArguments,
	type CommandId,
	commands,
	type ArgumentsOf,
	type EntityReference,
	type SessionReference,
} from '../../contributions';

/** A command was run with something it does not take, by another extension or a link; nothing was done. */
class CommandArgumentsError extends Error {
	override readonly name = 'CommandArgumentsError' as const;

	constructor(id: CommandId) {
		super(vscode.l10n.t('The command {0} was given something that it does not take. Nothing was done.', id));
	}
}

/**
 * The arguments of a command, after a look at each: any extension can run any command with anything, and so can a link in a document that is trusted.
 * What menus add behind the arguments is left out.
 * @throws CommandArgumentsError
 */
export function readArguments<Id extends CommandId>(id: Id, given: readonly unknown[]): ArgumentsOf<Id> {
	const read = readAs(commands[id], given);
	if (read === undefined) {
		throw new CommandArgumentsError(id);
	}
	return read;
}

function readAs<Kind extends keyof CommandArguments>(
	kind: Kind,
	given: readonly unknown[],
): CommandArguments[Kind] | undefined {
	return readers[kind](given);
}

/** Undefined for what the command does not take. */
type Reader<Arguments> = (given: readonly unknown[]) => Arguments | undefined;

const readers: { readonly [Kind in keyof CommandArguments]: Reader<CommandArguments[Kind]> } = {
	none: () => [],
	account: optional(readAccount),
	session: optional(readSession),
	sessionOrFocused: optional(value => (value === 'focused' ? value : readSession(value))),
	row: optional(value => readSession(value) ?? readAccount(value)),
	// The title bar of a view gives the row that has the focus, which need not be one of an entity.
	entity: ([value]) => {
		const entity = readEntity(value);
		return entity === undefined ? (isAbsent(value) || typeof value === 'object' ? [] : undefined) : [entity];
	},
	sessionId: ([id]) => (typeof id === 'string' ? [id] : undefined),
	cursor: ([uri, offset]) => (isAbsent(uri) ? [] : withOffset(readUri(uri), offset)),
	place: ([uri, offset]) => {
		const text = readUri(uri);
		return text !== undefined && isOffset(offset) ? [text, offset] : undefined;
	},
	activeResponse: optional(value => (value instanceof vscode.Uri ? value : undefined)),
	response: ([value]) => (value instanceof vscode.Uri ? [value] : undefined),
	historyEntry: ([value]) => {
		const id = propertyOf(propertyOf(value, 'historyEntry'), 'id');
		return typeof id === 'string' ? [{ historyEntry: { id } }] : undefined;
	},
	historyAccount: ([value]) => {
		const account = readOrigin(propertyOf(value, 'account'));
		return account === undefined ? undefined : [account];
	},
};

function optional<T>(read: (value: unknown) => T | undefined): Reader<[value?: T]> {
	return ([value]) => {
		if (isAbsent(value)) {
			return [];
		}
		const known = read(value);
		return known === undefined ? undefined : [known];
	};
}

function isAbsent(value: unknown): value is undefined | null {
	return value === undefined || value === null;
}

/** A row of the tree or a copy of it; only the id is taken. */
function readSession(value: unknown): SessionReference | undefined {
	const id = propertyOf(sessionAt(value), 'id');
	return typeof id === 'string' ? { session: { id } } : undefined;
}

/** A title bar gives the row that has the focus, which may be one below the account. */
function readAccount(value: unknown): AccountReference | undefined {
	return readOrigin(value) ?? readOrigin(propertyOf(sessionAt(value), 'account'));
}

function readOrigin(value: unknown): AccountReference | undefined {
	const origin = propertyOf(value, 'origin');
	return typeof origin === 'string' ? { origin } : undefined;
}

/** The session of a row, or the one that it hangs below: a check of permissions has rows for modules and, below these, for entities. */
function sessionAt(value: unknown): unknown {
	const parent = propertyOf(value, 'parent');
	return propertyOf(propertyOf(parent, 'parent') ?? parent ?? value, 'session');
}

function readEntity(value: unknown): EntityReference | undefined {
	const entity = propertyOf(value, 'entity');
	const method = propertyOf(value, 'method');
	return typeof entity === 'string'
		? { entity, ...(typeof method === 'string' && { method }), ...readSession(value) }
		: undefined;
}

/** Menus of editors give the URI itself. */
function readUri(value: unknown): string | undefined {
	if (value instanceof vscode.Uri) {
		return value.toString();
	}
	return typeof value === 'string' && isUri(value) ? value : undefined;
}

function isUri(text: string): boolean {
	try {
		vscode.Uri.parse(text, true);
		return true;
	} catch {
		// It says what is wrong with the text, which no user has written.
		return false;
	}
}

/** Menus of editors give something about the editor group in the place of the offset. */
function withOffset(text: string | undefined, offset: unknown): [uri: string, offset?: number] | undefined {
	if (text === undefined) {
		return undefined;
	}
	if (isAbsent(offset) || typeof offset === 'object') {
		return [text];
	}
	return isOffset(offset) ? [text, offset] : undefined;
}

function isOffset(value: unknown): value is number {
	return Number.isSafeInteger(value) && typeof value === 'number' && value >= 0;
}

/** Asked of what another extension may have made: a property may throw. */
function propertyOf(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
