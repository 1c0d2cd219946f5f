import * as vscode from 'vscode';
import type { Account, AccountKind } from '../../flowlu/account';
import { mayWrite } from '../../flowlu/operation';
import { kindColor } from '../../ui/accountWords';
import { blockOperation } from './blockOperation';
import type { LensSource } from './codeLenses';

/** Milliseconds of silence before the bars are drawn anew. */
const settled = 250;

/** A bar in the colour of the account at every request line that would write to it; the lens above says the same in words. */
export function registerWriteMarks(languageId: string, source: LensSource): vscode.Disposable {
	const bars: Readonly<Record<AccountKind, vscode.TextEditorDecorationType>> = {
		production: vscode.window.createTextEditorDecorationType(barOf('production')),
		test: vscode.window.createTextEditorDecorationType(barOf('test')),
	};
	let pending: ReturnType<typeof setTimeout> | undefined;

	function draw(): void {
		for (const editor of vscode.window.visibleTextEditors) {
			if (editor.document.languageId === languageId) {
				const ranges = writeRanges(editor.document, source);
				editor.setDecorations(bars.production, ranges.production);
				editor.setDecorations(bars.test, ranges.test);
			}
		}
	}

	function schedule(): void {
		clearTimeout(pending);
		pending = setTimeout(draw, settled);
	}

	void source.ready().then(draw);
	return vscode.Disposable.from(
		bars.production,
		bars.test,
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

function barOf(kind: AccountKind): vscode.DecorationRenderOptions {
	const color = kindColor(kind);
	return {
		isWholeLine: true,
		borderStyle: 'solid',
		borderWidth: '0 0 0 3px',
		borderColor: color,
		overviewRulerColor: color,
		overviewRulerLane: vscode.OverviewRulerLane.Left,
	};
}

/** The request lines that would write, by the kind of the account that they would write to. */
function writeRanges(
	document: vscode.TextDocument,
	source: Pick<LensSource, 'choiceFor' | 'blocksNear'>,
): Readonly<Record<AccountKind, readonly vscode.Range[]>> {
	const ranges: Record<AccountKind, vscode.Range[]> = { production: [], test: [] };
	for (const block of source.blocksNear(document)) {
		const choice = source.choiceFor(document, block);
		const writes = (account: Account): boolean => block.form !== 'run' && mayWrite(blockOperation(block, account));
		if (choice.kind === 'session' && writes(choice.entry.session.account)) {
			const start = document.positionAt(block.requestLine.start);
			ranges[choice.entry.accountKind].push(new vscode.Range(start, start));
		}
	}
	return ranges;
}
