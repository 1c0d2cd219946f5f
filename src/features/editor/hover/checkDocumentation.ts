import * as vscode from 'vscode';
import { type CheckMeaning, type CheckPredicate, type CheckSubject, predicates } from '../../../http/checks/checkWords';

/** What a check with the subject is about. */
export function subjectDocumentation(subject: CheckSubject): string {
	switch (subject) {
		case 'status':
			return vscode.l10n.t('The HTTP status. Flowlu reports most of its errors with 200: use ok or error for these.');
		case 'header':
			return vscode.l10n.t(
				'A header of the response, its name in any case. Several lines of one name are joined by commas.',
			);
		case 'duration':
			return vscode.l10n.t('Milliseconds from sending the request until the last byte of the response.');
		case 'body':
			return vscode.l10n.t(
				"The whole text of the response, or with a path after it ('response.items[0].id') that value.",
			);
		case 'ok':
			return vscode.l10n.t(
				'Flowlu did what was asked, with no error. A run checks this of every request that has no check of ok, error, or a status that is not a success.',
			);
		case 'error':
			return vscode.l10n.t(
				"The code of Flowlu's error: 'error 21', or 'error' for any. With 'message' after it, what Flowlu says about it.",
			);
		case 'total':
			return vscode.l10n.t('How many records the list says that there are, on all its pages.');
		case 'count':
			return vscode.l10n.t('How many records the page has.');
		case 'field':
			return vscode.l10n.t('A field of the one record that came: of a get, a create or an update.');
		case 'every':
			return vscode.l10n.t("A value of each record of the list: 'every $.active == 1'. Holds for an empty list.");
		case '$':
			return vscode.l10n.t(
				'A JSONPath (RFC 9535) into the response. One that may find several values stands for the list of them.',
			);
	}
}

/** What a predicate asks. */
export function predicateDocumentation(predicate: CheckPredicate): string {
	return meaningDocumentation(predicates[predicate].meaning);
}

function meaningDocumentation(meaning: CheckMeaning): string {
	switch (meaning) {
		case 'equals':
			return vscode.l10n.t(
				'The same value; numbers by value and with every digit. A number and its text count as the same.',
			);
		case 'differs':
			return vscode.l10n.t('Exists and has a different value.');
		case 'same':
			return vscode.l10n.t('The same value of the same type, digit by digit: 5 is not "5".');
		case 'notSame':
			return vscode.l10n.t('Exists and is not the same value of the same type.');
		case 'greater':
			return vscode.l10n.t('Greater than the expected value. Compares numbers, and dates as Flowlu writes them.');
		case 'atLeast':
			return vscode.l10n.t(
				'Greater than or equal to the expected value. Compares numbers, and dates as Flowlu writes them.',
			);
		case 'less':
			return vscode.l10n.t('Less than the expected value. Compares numbers, and dates as Flowlu writes them.');
		case 'atMost':
			return vscode.l10n.t(
				'Less than or equal to the expected value. Compares numbers, and dates as Flowlu writes them.',
			);
		case 'contains':
			return vscode.l10n.t(
				'Contains the expected value: in its text, as an element of the list, or as the name of a member.',
			);
		case 'startsWith':
			return vscode.l10n.t('The text begins with the expected text.');
		case 'endsWith':
			return vscode.l10n.t('The text ends with the expected text.');
		case 'matches':
			return vscode.l10n.t('A part of the text matches the regular expression; ^ and $ stand for its start and end.');
		case 'exists':
			return vscode.l10n.t('Exists, with any value.');
		case 'isTrue':
			return vscode.l10n.t('True or 1.');
		case 'isFalse':
			return vscode.l10n.t('False or 0.');
		case 'isNumber':
			return vscode.l10n.t('A number, not the text of one.');
		case 'isString':
			return vscode.l10n.t('Text.');
		case 'isBoolean':
			return vscode.l10n.t('True or false.');
		case 'isArray':
			return vscode.l10n.t('A list.');
		case 'isNull':
			return vscode.l10n.t('Null.');
	}
}
