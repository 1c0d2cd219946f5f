import * as vscode from 'vscode';
import type { CheckProblem } from '../../http/checks/checkLine';
import { predicates, subjects } from '../../http/checks/checkWords';

/** Why a line `?? …` is not carried out. */
export function checkMessage(code: CheckProblem['code'], detail: string): string {
	switch (code) {
		case 'unsupportedCheck':
			return vscode.l10n.t(
				'This is not checked, as it needs JavaScript, XPath or what is not known here; a run counts the request as incomplete.',
			);
		case 'unknownCheckSubject':
			return vscode.l10n.t('{0} is nothing that can be checked. There are {1}.', detail, Object.keys(subjects).join(', '));
		case 'unknownCheckPredicate':
			return vscode.l10n.t('There is no comparison in {0}. There are {1}.', detail, Object.keys(predicates).join(', '));
		case 'missingCheckArgument':
			return vscode.l10n.t(
				"Behind {0} stands what is meant: 'header content-type', 'field name', 'every $.active'.",
				detail,
			);
		case 'missingCheckPredicate':
			return vscode.l10n.t("What is to be so of {0}? Write '{0} exists', or '{0} ==' and a value.", detail);
		case 'missingCheckValue':
			return vscode.l10n.t('Behind {0} stands the value to compare with.', detail);
		case 'needlessCheckValue':
			return vscode.l10n.t('Nothing is compared with {0}. Remove it.', detail);
		case 'variableInCheck':
			return vscode.l10n.t('Variables can stand only behind the comparison of a check, not in {0}.', detail);
	}
}
