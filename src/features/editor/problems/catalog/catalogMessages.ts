import * as vscode from 'vscode';
import type { ValueShape } from '../../../../catalog/valueShape';
import type { CatalogFinding, FindingDetails } from './catalogFinding';

/** A finding in the user's language: what is wrong, what is known, and what may have been meant. */
export function catalogMessage({ details, suggestions: [suggestion = ''] }: CatalogFinding): string {
	const text = messageOf(details);
	return suggestion === '' ? text : vscode.l10n.t('{0} Did you mean {1}?', text, suggestion);
}

function messageOf(details: FindingDetails): string {
	switch (details.code) {
		case 'unknownEntity':
			return vscode.l10n.t('{0} is not a known entity.', details.entity);
		case 'unknownEntityMethod':
			return vscode.l10n.t(
				'{0} has no method {1}, as far as is known. It has {2}.',
				details.entity,
				details.name,
				details.words.join(', '),
			);
		case 'unknownField':
			return details.isDocumented
				? vscode.l10n.t('The documentation lists no field {1} for {0}.', details.entity, details.name)
				: vscode.l10n.t('{0} has no field {1}, as far as is known.', details.entity, details.name);
		case 'unknownParameter':
			return vscode.l10n.t('{0} has no parameter {1}.', details.path, details.name);
		case 'wrongId':
			return vscode.l10n.t('Record ids of {0} are numbers, as far as is known.', details.entity);
		case 'wrongValue':
			return valueMessage(details.name, details.shape);
		case 'wrongVerb':
			return details.isDocumented
				? vscode.l10n.t('According to the documentation, {0} is sent with {1}.', details.path, details.verb)
				: vscode.l10n.t('{0} is sent with {1}, as far as is known.', details.path, details.verb);
		case 'missingField':
			return vscode.l10n.t('{0} needs the field {1}.', details.path, details.name);
		case 'trailingComma':
			return vscode.l10n.t('JSON does not allow a comma before a closing bracket.');
	}
}

function valueMessage(name: string, shape: ValueShape): string {
	switch (shape.kind) {
		case 'integer':
			return vscode.l10n.t('{0} must be a whole number.', name);
		case 'number':
			return vscode.l10n.t('{0} must be a number such as 12.50.', name);
		case 'boolean':
			return vscode.l10n.t('{0} must be 1 (yes) or 0 (no).', name);
		case 'date':
			return vscode.l10n.t('{0} must be a date such as 2026-12-31.', name);
		case 'oneOf': {
			const values = shape.values
				.map(([value, meaning]) => (meaning === '' ? value : `${value} (${meaning})`))
				.join(', ');
			return vscode.l10n.t('Known values of {0}: {1}.', name, values);
		}
	}
}
