import * as vscode from 'vscode';

/** What people call a module: the catalog has its name in paths only. @param told what a document of the user's calls it */
export function moduleTitle(module: string, told = module): string {
	switch (module) {
		case 'crm':
			return vscode.l10n.t('CRM');
		case 'task':
			return vscode.l10n.t('Tasks');
		case 'st':
			return vscode.l10n.t('Projects');
		case 'agile':
			return vscode.l10n.t('Agile Projects');
		case 'fin':
			return vscode.l10n.t('Finance');
		case 'products':
			return vscode.l10n.t('Products');
		case 'timetracker':
			return vscode.l10n.t('Time Tracking');
		case 'calendar':
			return vscode.l10n.t('Calendar');
		case 'customfields':
			return vscode.l10n.t('Custom Fields');
		case 'core':
			return vscode.l10n.t('Users');
		default:
			return told;
	}
}
