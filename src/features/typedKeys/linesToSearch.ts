import * as vscode from 'vscode';
import type { Span } from '../../http/problem';

/** A search of as many is not felt. */
const atOnce = 1000;

/** The lines that the spans are on, whole and each once. */
export function linesOf(document: vscode.TextDocument, spans: readonly Span[]): readonly vscode.Range[] {
	const sorted = spans.map(span => wholeLines(document, span)).sort((one, other) => one.start.compareTo(other.start));
	const merged: vscode.Range[] = [];
	for (const range of sorted) {
		const last = merged.at(-1);
		if (last !== undefined && last.end.line >= range.start.line) {
			merged[merged.length - 1] = last.union(range);
		} else {
			merged.push(range);
		}
	}
	return merged;
}

/** The same lines, in ranges of which each is searched at once. */
export function portionsOf({ start, end }: vscode.Range): readonly vscode.Range[] {
	const count = Math.ceil((end.line - start.line + 1) / atOnce);
	return Array.from({ length: count }, (_, index) => {
		const first = start.line + index * atOnce;
		const next = new vscode.Position(first + atOnce, 0);
		return new vscode.Range(new vscode.Position(first, 0), next.isAfter(end) ? end : next);
	});
}

function wholeLines(document: vscode.TextDocument, { start, end }: Span): vscode.Range {
	const last = document.lineAt(document.positionAt(end).line);
	return new vscode.Range(document.positionAt(start).with({ character: 0 }), last.range.end);
}
