import * as vscode from 'vscode';
import { fileReferences } from '../../http/document/fileReferences';
import type { Owned } from '../../ui/lazily';
import { isEnvironmentFile } from './environmentFiles';
import { namedImports } from '../imports';
import { hasRequests } from '../languageId';
import { parsedDocument } from '../parsedDocuments';
import { namedFile } from './workspaceFiles';

/** Milliseconds in which changes are gathered: a checkout or an installation changes thousands of files. */
const gatheredFor = 100;

/** The files that open scratchpads name: imports, bodies, runs, and their environments. */
export interface NamedFiles extends Owned {
	/** Fires when some of them came, changed or went, whoever did it. */
	readonly onDidChange: vscode.Event<void>;
}

export function watchNamedFiles(): NamedFiles {
	const changed = new vscode.EventEmitter<void>();
	const gathered = new Set<string>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	function gather(uri: vscode.Uri): void {
		gathered.add(isEnvironmentFile(uri) ? environments : uri.toString());
		timer ??= setTimeout(() => {
			timer = undefined;
			const uris = [...gathered];
			gathered.clear();
			if (uris.includes(environments) || concern(uris)) {
				changed.fire();
			}
		}, gatheredFor);
	}
	const watcher = vscode.workspace.createFileSystemWatcher('**/*');
	const subscriptions = vscode.Disposable.from(
		changed,
		watcher,
		watcher.onDidCreate(gather),
		watcher.onDidChange(gather),
		watcher.onDidDelete(gather),
	);
	return {
		onDidChange: changed.event,
		dispose: () => {
			clearTimeout(timer);
			subscriptions.dispose();
		},
	};
}

/** In the place of their URIs: each of them may count. */
const environments = 'environments';

/** Whether open scratchpads name one of the files, or a file in one of the folders. */
function concern(uris: readonly string[]): boolean {
	const named = new Set(vscode.workspace.textDocuments.filter(hasRequests).flatMap(filesNamedBy));
	return uris.some(uri => named.has(uri)) || [...named].some(name => uris.some(uri => name.startsWith(`${uri}/`)));
}

function filesNamedBy(document: vscode.TextDocument): readonly string[] {
	const own = fileReferences(parsedDocument(document)).map(({ text }) => namedFile(document, text)?.toString());
	return [...own.filter(uri => uri !== undefined), ...namedImports(document)];
}
