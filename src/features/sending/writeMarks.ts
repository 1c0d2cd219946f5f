import * as vscode from 'vscode';
import type { Account, AccountKind } from '../../flowlu/account';
import { mayWrite } from '../../flowlu/operation';
import type { RequestBlock } from '../../http/document/document';
import { kindColor } from '../../ui/messages/accountMessages';
import { blockOperation } from '../../engine/blockOperation';
import type { LensSource } from './requestLenses';

/** Milliseconds of silence before the frames are drawn anew. */
const settled = 250;

/** A frame in the colour of the account around the first word of every request that would write to it; the lens above says the same in words. */
export function registerWriteMarks(languageId: string, source: LensSource): vscode.Disposable {
	const frames: Readonly<Record<AccountKind, vscode.TextEditorDecorationType>> = {
		production: vscode.window.createTextEditorDecorationType(frameOf('production')),
		test: vscode.window.createTextEditorDecorationType(frameOf('test')),
	};
	let pending: ReturnType<typeof setTimeout> | undefined;

	function draw(): void {
		for (const editor of vscode.window.visibleTextEditors) {
			if (editor.document.languageId === languageId) {
				const ranges = writeRanges(editor.document, source);
				editor.setDecorations(frames.production, ranges.production);
				editor.setDecorations(frames.test, ranges.test);
			}
		}
	}

	function schedule(): void {
		clearTimeout(pending);
		pending = setTimeout(draw, settled);
	}

	void source.ready().then(draw);
	return vscode.Disposable.from(
		frames.production,
		frames.test,
		source.onDidChange(schedule),
		vscode.window.onDidChangeVisibleTextEditors(draw),
		vscode.workspace.onDidChangeTextDocument(({ document }) => {
			if (document.languageId === languageId) {
				schedule();
			}
		}),
		new vscode.Disposable(() => {
			clearTimeout(pending);
		}),
	);
}

function frameOf(kind: AccountKind): vscode.DecorationRenderOptions {
	const color = kindColor(kind);
	return {
		border: '1px solid',
		borderRadius: '3px',
		borderColor: color,
		// What is typed at the word's end is outside until it is drawn anew.
		rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
		overviewRulerColor: color,
		overviewRulerLane: vscode.OverviewRulerLane.Left,
	};
}

/** The request lines that would write, by the kind of the account that they would write to. */
function writeRanges(
	document: vscode.TextDocument,
	source: Pick<LensSource, 'choiceFor' | 'viewportBlocks'>,
): Readonly<Record<AccountKind, readonly vscode.Range[]>> {
	const ranges: Record<AccountKind, vscode.Range[]> = { production: [], test: [] };
	for (const block of source.viewportBlocks(document)) {
		const choice = source.choiceFor(document, block);
		const writes = (account: Account): boolean => block.form !== 'run' && mayWrite(blockOperation(block, account));
		if (choice.kind === 'session' && writes(choice.entry.session.account)) {
			ranges[choice.entry.accountKind].push(rangeOfFirstWord(document, block));
		}
	}
	return ranges;
}

/** The method, or the target of a request without one. */
function rangeOfFirstWord(
	document: vscode.TextDocument,
	{ requestLine: { start }, span, text }: RequestBlock,
): vscode.Range {
	const [word = ''] = /^\S+/u.exec(text.slice(start - span.start)) ?? [];
	return new vscode.Range(document.positionAt(start), document.positionAt(start + word.length));
}
