import * as vscode from 'vscode';
import { comparedValue } from '../../../exchanges/comparison/comparedValue';
import type { Exchange } from '../../../exchanges/exchange';
import { inTurns } from '../../../exchanges/reading';
import { jsonSchema } from '../../../exchanges/shape/jsonSchema';
import { shapeOf } from '../../../exchanges/shape/shape';
import { typeScriptType } from '../../../exchanges/shape/typeScriptType';
import { maskKnown } from '../../../net/redaction/maskKnown';
import type { Redactor } from '../../../net/redaction/redact';
import { showMessage } from '../../../ui/messages/messages';
import { yieldToEventLoop } from '../../../ui/yieldToEventLoop';
import { documentName } from '../documents/documentName';

/** Bytes: the type of so many records is that of all. */
const maxBytes = 20_000_000;

const writers = { typescript: typeScriptType, json: jsonSchema } as const;

/** Opens what a response is made of as a new document: a type of TypeScript, or a JSON Schema. It has the names of fields and no value. */
export async function openShape(
	{ reading: { json }, request }: Exchange,
	language: keyof typeof writers,
	redactor: Redactor,
): Promise<void> {
	const isSmall = json !== undefined && json.bytes.length <= maxBytes;
	const value = isSmall ? await inTurns(comparedValue(json), { yieldToEventLoop }) : undefined;
	if (value === undefined) {
		void showMessage(
			'information',
			vscode.l10n.t('A type can be created only from a JSON response of up to 20 MB that is not nested too deeply.'),
		);
		return;
	}
	// There are no values that a name could tell to be secrets; a name may be one itself.
	const steps = shapeOf([value], name => maskKnown(name, redactor));
	const shape = await inTurns(steps, { yieldToEventLoop });
	const content = writers[language](typeName(request.url, redactor), shape);
	const document = await vscode.workspace.openTextDocument({ language, content });
	await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Active });
}

/** `CrmLeadListResponse` for `…/crm/lead/list`. */
function typeName(url: string, redactor: Redactor): string {
	const words = documentName(url, redactor).split(/[^A-Za-z0-9]+/u);
	const name = words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('');
	return /^[A-Z]/u.test(name) ? `${name}Response` : 'Response';
}
