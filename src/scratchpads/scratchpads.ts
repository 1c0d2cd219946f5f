import * as vscode from 'vscode';
import { BlockTracker, maxLost } from '../http/document/blockTracker';
import type { Redactor } from '../net/redaction/redact';
import type { SessionStore } from '../sessions/sessionStore';
import type { Owned } from '../ui/lazily';
import type { Log } from '../ui/log';
import { type Environments, followEnvironments } from './environments';
import { type NamedFiles, watchNamedFiles } from './files/namedFiles';
import { documentOf, followEdits, parsedDocument } from './parsedDocuments';
import { SessionChoices } from './sessionChoices';

export interface ScratchpadDependencies {
	readonly sessions: SessionStore;
	readonly log: Log;
	readonly redactor: Redactor;
	readonly workspaceState: vscode.Memento;
}

/** What surrounds the open scratchpads: the files that they name, their environments, and the sessions that send their requests. */
export interface Scratchpads extends Owned {
	readonly files: NamedFiles;
	readonly environments: Environments;
	readonly choices: SessionChoices;
	/** Which request is which. */
	readonly blocks: BlockTracker;
}

export function openScratchpads(dependencies: ScratchpadDependencies): Scratchpads {
	// Parsed documents are kept in step before anybody asks for them.
	const parsedOf = (uri: string) => {
		const document = documentOf(uri);
		return document && parsedDocument(document);
	};
	// Tabs stay open while extensions are restarted, as after an update: an id given before must not come to mean another request.
	const blocks = new BlockTracker(parsedOf, maxLost, Date.now() * 1000);
	const edits = followEdits(blocks);
	const files = watchNamedFiles();
	const environments = followEnvironments({ ...dependencies, files });
	const choices = new SessionChoices(dependencies.sessions, dependencies.log, dependencies.workspaceState);
	const owned = vscode.Disposable.from(edits, files, environments, choices);
	return {
		files,
		environments,
		choices,
		blocks,
		dispose: () => {
			owned.dispose();
		},
	};
}
