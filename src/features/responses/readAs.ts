import * as vscode from 'vscode';
import type { Exchange } from '../../exchanges/exchange';
import { readResponse } from '../../exchanges/reading';
import { ownText } from '../../ui/messages/windowRedactor';
import { pickOne } from '../../ui/prompts/pick';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';

/** By their standard names, those of Flowlu's countries first; VS Code's names for them. */
const encodings: readonly (readonly [encoding: string, label: string])[] = [
	['utf-8', 'UTF-8'],
	['windows-1251', 'Cyrillic (Windows 1251)'],
	['windows-1252', 'Western (Windows 1252)'],
	['koi8-r', 'Cyrillic (KOI8-R)'],
	['ibm866', 'Cyrillic (CP 866)'],
	['iso-8859-5', 'Cyrillic (ISO 8859-5)'],
	['windows-1250', 'Central European (Windows 1250)'],
	['iso-8859-2', 'Central European (ISO 8859-2)'],
	['windows-1254', 'Turkish (Windows 1254)'],
	['utf-16le', 'UTF-16 LE'],
	['utf-16be', 'UTF-16 BE'],
	['gb18030', 'Simplified Chinese (GB18030)'],
	['shift_jis', 'Japanese (Shift JIS)'],
	['euc-kr', 'Korean (EUC-KR)'],
];

/** Asks for the encoding of a text, and reads it anew; undefined when the user gave it up. */
export async function readAs(exchange: Exchange): Promise<Exchange | undefined> {
	const { encoding: current } = exchange.reading;
	const items = encodings.map(([encoding, label]) => ({
		label: ownText(label),
		...(encoding === current && { description: ownText(vscode.l10n.t('current')) }),
		encoding,
	}));
	const picked = await pickOne(items, {
		title: ownText(vscode.l10n.t('Read the Response As…')),
		placeHolder: ownText(vscode.l10n.t('The encoding of its text')),
	});
	return (
		picked && { ...exchange, reading: await readResponse(exchange.response, { yieldToEventLoop }, picked.encoding) }
	);
}
