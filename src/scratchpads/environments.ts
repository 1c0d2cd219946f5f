import * as vscode from 'vscode';
import {
	environmentNames,
	environmentVariables,
	homeInFiles,
	secretsOfAll,
	variableSpan,
} from '../http/build/environment';
import { importedPaths } from '../http/document/names/importOrder';
import { surroundingsOf } from '../http/document/surroundings';
import type { NamedSecret, Redactor } from '../net/redaction/redact';
import { coalesce, coalesceEach } from '../ui/coalesce';
import type { Owned } from '../ui/lazily';
import type { Log } from '../ui/log';
import { environmentFilesFor, secretsAround } from './files/environmentFiles';
import { openAsDocument } from './files/workspaceFiles';
import { readImports } from './imports';
import { hasRequests } from './languageId';
import type { NamedFiles } from './files/namedFiles';
import { parsedDocument, setSurroundings } from './parsedDocuments';

/** In the workspace's state: the name of the environment that the user chose. */
const stateKey = 'environment';

interface EnvironmentsDependencies {
	readonly files: NamedFiles;
	readonly log: Log;
	readonly redactor: Redactor;
	readonly workspaceState: vscode.Memento;
}

/** The environments of the workspace's files for open scratchpads, and the user's choice among them. */
export interface Environments extends Owned {
	/** Fires when variables of an environment or an import came, changed or went. */
	readonly onDidChange: vscode.Event<void>;
	/** Reads the document's environment and its imports, so that what is sent next has their values. */
	ready(document: vscode.TextDocument): Promise<void>;
	/** Reads the document's imports if its text names others than before. */
	follow(document: vscode.TextDocument): Promise<void>;
	/** The chosen environment, if it is one of the document's as they were last read; undefined where only shared values count. */
	environmentName(document: vscode.TextDocument): string | undefined;
	/** Where the environment that counts for a document defines a variable. */
	definitionOf(document: vscode.TextDocument, name: string): Promise<vscode.Location | undefined>;
	/** The user's choice for all documents of the workspace, whether or not a file has it. */
	readonly chosen: string | undefined;
	/** @param name undefined for no environment */
	choose(name: string | undefined): Promise<void>;
}

export function followEnvironments({ files, log, redactor, workspaceState }: EnvironmentsDependencies): Environments {
	const changed = new vscode.EventEmitter<void>();
	const names = new WeakMap<vscode.TextDocument, string>();
	/** What a document imported when it was last looked at. */
	const followed = new WeakMap<vscode.TextDocument, string>();

	function chosen(): string | undefined {
		const name: unknown = workspaceState.get(stateKey);
		return typeof name === 'string' ? name : undefined;
	}

	/** The documents whose environments gave secrets. */
	const hiding = new Set<string>();

	function hide(uri: vscode.Uri, secrets: readonly NamedSecret[]): void {
		redactor.setNamed(`environment ${uri.toString()}`, secrets);
		if (secrets.length === 0) {
			hiding.delete(uri.toString());
		} else {
			hiding.add(uri.toString());
		}
	}

	/** A closed document may have responses that are still shown: what its files call secrets stays hidden as long as they do. */
	async function hideOfClosed(): Promise<void> {
		const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
		for (const closed of [...hiding].filter(uri => !open.has(uri))) {
			const uri = vscode.Uri.parse(closed, true);
			hide(uri, await secretsAround(uri));
		}
	}

	const ready = coalesceEach(async (document: vscode.TextDocument) => {
		const { files: environmentFiles } = await environmentFilesFor(document);
		const imports = await readImports(document);
		hide(document.uri, secretsOfAll(environmentFiles));
		const name = chosen();
		const variables = environmentVariables(environmentFiles, name);
		if (name !== undefined && environmentNames(environmentFiles).includes(name)) {
			names.set(document, name);
		} else {
			names.delete(document);
		}
		const imported = imports.map(({ parsed }) => parsed);
		if (setSurroundings(document, surroundingsOf(variables, imported))) {
			changed.fire();
		}
	});

	const refresh = coalesce(async () => {
		for (const document of vscode.workspace.textDocuments) {
			if (hasRequests(document)) {
				await ready(document);
			}
		}
		await hideOfClosed();
	});
	function logFailure(reading: Promise<void>): void {
		reading.catch((error: unknown) => {
			log.error('Environments and imports could not be read.', error);
		});
	}
	function refreshSoon(): void {
		logFailure(refresh());
	}

	const subscriptions = vscode.Disposable.from(
		changed,
		files.onDidChange(refreshSoon),
		vscode.workspace.onDidOpenTextDocument(document => {
			// It changes nothing for others, and need not wait for them.
			if (hasRequests(document)) {
				logFailure(ready(document));
			}
		}),
		vscode.workspace.onDidSaveTextDocument(refreshSoon),
		vscode.workspace.onDidGrantWorkspaceTrust(refreshSoon),
		vscode.workspace.onDidChangeWorkspaceFolders(refreshSoon),
	);
	refreshSoon();

	return {
		onDidChange: changed.event,
		ready,
		async follow(document) {
			const imports = JSON.stringify(importedPaths(parsedDocument(document)));
			if ((followed.get(document) ?? '[]') !== imports) {
				followed.set(document, imports);
				await ready(document);
			}
		},
		environmentName: document => names.get(document),
		definitionOf: (document, name) => definitionOf(document, chosen(), name),
		get chosen() {
			return chosen();
		},
		async choose(name) {
			await workspaceState.update(stateKey, name);
			await refresh();
			changed.fire();
		},
		dispose: () => {
			subscriptions.dispose();
		},
	};
}

async function definitionOf(
	document: vscode.TextDocument,
	environment: string | undefined,
	name: string,
): Promise<vscode.Location | undefined> {
	const home = homeInFiles((await environmentFilesFor(document)).files, environment, name);
	if (home === undefined) {
		return undefined;
	}
	const file = await openAsDocument(home.file.uri);
	const span = file && variableSpan(file.getText(), home.environment, name);
	return (
		span && new vscode.Location(file.uri, new vscode.Range(file.positionAt(span.start), file.positionAt(span.end)))
	);
}
