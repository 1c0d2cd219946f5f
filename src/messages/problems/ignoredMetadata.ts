import * as l10n from '@vscode/l10n';
import { plainMetadataName } from '../../http/build/sendingMetadata';

/** What is so without the metadata, or why it has no meaning here. */
export function ignoredText(name: string): string {
	switch (plainMetadataName(name)) {
		case 'noredirect':
			return l10n.t('@{0} changes nothing: redirects are never followed; the response that redirects is shown.', name);
		case 'nocookiejar':
			return l10n.t('@{0} changes nothing: cookies are never kept.', name);
		default:
			return l10n.t('@{0} changes nothing here.', name);
	}
}
