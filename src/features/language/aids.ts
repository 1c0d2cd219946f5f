import * as vscode from 'vscode';
import { completionItems } from './completion';
import { hoverAt } from './hover';
import type { LanguageParts } from './languageParts';
import { quietly } from './quietly';

/** Registers what VS Code asks of a language. */
export function registerAids(parts: LanguageParts): vscode.Disposable {
	const { languageId, log } = parts;
	return vscode.Disposable.from(
		vscode.languages.registerCompletionItemProvider(
			languageId,
			{
				provideCompletionItems: (document, position, token) =>
					quietly(log, token, () => completionItems(document, position, parts)),
			},
			...['@', '{', '$', '/', '?', '&', '"', ' '],
		),
		vscode.languages.registerHoverProvider(languageId, {
			provideHover: (document, position, token) => quietly(log, token, () => hoverAt(document, position, parts)),
		}),
	);
}
