import * as l10n from '@vscode/l10n';
import type { CheckProblem } from '../http/checks/checkLine';
import type { CheckResult } from '../exchanges/checks/checkResult';
import { predicates, subjects } from '../http/checks/checkWords';

/** Why a line `?? …` is not carried out. */
export function checkMessage(code: CheckProblem['code'], detail: string): string {
	switch (code) {
		case 'unsupportedCheck':
			return l10n.t(
				'This is not checked, as it needs JavaScript, XPath or what is not known here; a run counts the request as incomplete.',
			);
		case 'unknownCheckSubject':
			return l10n.t('{0} is nothing that can be checked. There are {1}.', detail, Object.keys(subjects).join(', '));
		case 'unknownCheckPredicate':
			return l10n.t('There is no comparison in {0}. There are {1}.', detail, Object.keys(predicates).join(', '));
		case 'missingCheckArgument':
			return l10n.t("Behind {0} stands what is meant: 'header content-type', 'field name', 'every $.active'.", detail);
		case 'missingCheckPredicate':
			return l10n.t("What is to be so of {0}? Write '{0} exists', or '{0} ==' and a value.", detail);
		case 'missingCheckValue':
			return l10n.t('Behind {0} stands the value to compare with.', detail);
		case 'needlessCheckValue':
			return l10n.t('Nothing is compared with {0}. Remove it.', detail);
		case 'variableInCheck':
			return l10n.t('Variables can stand only behind the comparison of a check, not in {0}.', detail);
	}
}

/** Why a check of a response does not hold, or was not carried out. */
export function checkFailureText({ kind, because = 'unreadable', expected, actual }: CheckResult): string {
	if (kind !== 'notRun') {
		return actual === ''
			? l10n.t('Expected {0}, but nothing came.', expected)
			: l10n.t('Expected {0}, got {1}.', expected, actual);
	}
	switch (because) {
		case 'noPath':
			return l10n.t('Not checked: this is no JSONPath (RFC 9535).');
		case 'costly':
			return l10n.t('Not checked: this looks at more of the response than there is time for.');
		case 'noPattern':
			return l10n.t(
				'Not checked: this is no regular expression that can be looked for in a bounded time, such as one without (?=…).',
			);
		case 'noOrder':
			return l10n.t('Not checked: {0} compares numbers and dates only.', expected);
		case 'tooLarge':
			return l10n.t('Not checked: the value is too large to be compared.');
		case 'unreadable':
			return l10n.t('Not checked: this is no check that can be carried out.');
	}
}
