import * as vscode from 'vscode';
import type { CommandOf, ArgumentsOf } from '../../contributions';
import type { Redactor } from '../../net/redaction/redact';
import type { CommandHandlers } from '../../ui/commands/commands';
import { logErrors } from '../../ui/providerErrors';
import { lengthOf } from '../../scratchpads/parsedDocuments';
import { rangeOf } from '../../scratchpads/ranges';
import type { Owned } from '../../ui/lazily';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';
import { findTypedKeys, type TypedKey } from './findTypedKeys';
import { linesOf, portionsOf } from './linesToSearch';
import { moveKey, type MoveKeyDependencies } from './moveKey';
import { type FoundKey, SearchedText } from './searchedText';
import { diagnostic, quickFix } from '../../ui/shown';
import { ownText } from '../../ui/messages/windowRedactor';

export interface KeyGuardDependencies extends MoveKeyDependencies {
	readonly languageIds: readonly string[];
	readonly redactor: Redactor;
}

/** Milliseconds of silence after a keystroke. Longer than for what is wrong: nobody waits for this. */
const settled = 500;

/** In characters: the search of more would be felt. */
const maxTextLength = 5_000_000;

const code = 'typedKey';

/** Underlines keys in open documents, and offers to move each. */
export function registerKeyGuard(dependencies: KeyGuardDependencies): CommandHandlers<CommandOf<'typedKeys'>> & Owned {
	const { languageIds, sessions, redactor, log } = dependencies;
	const collection = vscode.languages.createDiagnosticCollection('flowlu-keys');
	const pending = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();
	const texts = new Map<vscode.TextDocument, SearchedText>();

	async function update(document: vscode.TextDocument): Promise<void> {
		pending.delete(document);
		const length = lengthOf(document);
		if (!languageIds.includes(document.languageId) || length > maxTextLength) {
			return;
		}
		const text = texts.get(document)?.length === length ? texts.get(document) : undefined;
		const searched = text ?? new SearchedText(length);
		texts.set(document, searched);
		const lines = linesOf(document, searched.unsearched);
		const { version } = document;
		const found: FoundKey[] = [];
		for (const range of lines.flatMap(portionsOf)) {
			const start = document.offsetAt(range.start);
			for (const key of findTypedKeys(document.getText(range), redactor)) {
				found.push(foundKey(key, start));
			}
			await yieldToEventLoop();
			// What was typed meanwhile has its own search ahead.
			if (document.isClosed || document.version !== version) {
				return;
			}
		}
		searched.settle(
			lines.map(range => ({ start: document.offsetAt(range.start), end: document.offsetAt(range.end) })),
			found,
		);
		collection.set(
			document.uri,
			searched.found.map(key => diagnosticOf(document, key, redactor)),
		);
	}

	function schedule(document: vscode.TextDocument, milliseconds: number): void {
		if (languageIds.includes(document.languageId)) {
			clearTimeout(pending.get(document));
			pending.set(
				document,
				setTimeout(() => {
					update(document).catch((error: unknown) => {
						log.error('A document could not be searched for keys.', error);
					});
				}, milliseconds),
			);
		}
	}

	function scheduleAll(): void {
		texts.clear();
		for (const document of vscode.workspace.textDocuments) {
			schedule(document, 0);
		}
	}

	/** The redactor knows a stored secret once it was read. */
	async function updateAll(): Promise<void> {
		try {
			await sessions.list();
		} catch (error) {
			log.error('Stored keys are not known to the search for keys.', error);
		}
		scheduleAll();
	}

	void updateAll();
	const owned = vscode.Disposable.from(
		collection,
		sessions.onDidChange(() => void updateAll()),
		vscode.workspace.onDidOpenTextDocument(document => {
			schedule(document, 0);
		}),
		vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
			const text = texts.get(document);
			// Each change counts in the text that the one before has left.
			contentChanges.forEach(change => text?.edit(change));
			schedule(document, settled);
		}),
		vscode.workspace.onDidCloseTextDocument(document => {
			clearTimeout(pending.get(document));
			pending.delete(document);
			texts.delete(document);
			collection.delete(document.uri);
		}),
		vscode.languages.registerCodeActionsProvider([...languageIds], logErrors({ provideCodeActions }, log), {
			providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
		}),
	);
	return {
		'_flowlu.moveKey': (uri, offset) => moveKey(uri, offset, dependencies),
		dispose: () => {
			pending.forEach(clearTimeout);
			owned.dispose();
		},
	};
}

function foundKey({ place, start, end }: TypedKey, by: number): FoundKey {
	return { place, start: start + by, end: end + by };
}

function diagnosticOf(document: vscode.TextDocument, key: FoundKey, redactor: Redactor): vscode.Diagnostic {
	return diagnostic(rangeOf(document, key), redactor.redactOwnText(messageOf(key.place)), {
		severity: vscode.DiagnosticSeverity.Warning,
		code,
	});
}

function messageOf(place: TypedKey['place']): string {
	switch (place) {
		case 'parameter':
			return vscode.l10n.t(
				'This text contains an API key: whoever gets the text can use it. Keys in secret storage are added when the request is sent.',
			);
		case 'header':
			return vscode.l10n.t(
				'This text contains an access token: whoever gets the text can use it. Tokens in secret storage are added when the request is sent.',
			);
		case 'value':
			return vscode.l10n.t('This is one of your stored keys or tokens: whoever gets the text can use it.');
	}
}

function provideCodeActions(
	document: vscode.TextDocument,
	_range: vscode.Range,
	{ diagnostics }: vscode.CodeActionContext,
): vscode.CodeAction[] {
	return diagnostics
		.filter(diagnostic => diagnostic.source === 'Flowlu' && diagnostic.code === code)
		.map(diagnostic => {
			const title = vscode.l10n.t('Move to Secret Storage');
			const action = quickFix(ownText(title));
			const args: ArgumentsOf<'_flowlu.moveKey'> = [document.uri.toString(), document.offsetAt(diagnostic.range.start)];
			action.command = { title, command: '_flowlu.moveKey', arguments: args };
			action.diagnostics = [diagnostic];
			action.isPreferred = true;
			return action;
		});
}
