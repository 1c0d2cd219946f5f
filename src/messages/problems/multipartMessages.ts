import * as l10n from '@vscode/l10n';
import type { ProblemCode } from '../../http/problem';

/** What is wrong with the structure of a multipart body. @param detail the boundary as the text writes it, or the media type where it has none */
export function multipartMessage(code: Extract<ProblemCode, `multipart${string}`>, detail: string): string {
	switch (code) {
		case 'multipartBoundary':
			return l10n.t('The Content-Type of a multipart body needs one boundary: {0}; boundary=abc', detail);
		case 'multipartEnd':
			return l10n.t("The multipart body is not closed: a line '{0}' is missing.", detail);
		case 'multipartStart':
			return l10n.t("Text before the first line '{0}' is not read by servers. Remove it.", detail);
		case 'multipartAfter':
			return l10n.t("Text after the closing line '{0}--' is not read by servers. Remove it.", detail);
		case 'multipartHeader':
			return l10n.t(
				"This is not a header of the part. A header is written 'Name: value'; an empty line ends the headers.",
			);
		case 'multipartBlankLine':
			return l10n.t('This part has no empty line between its headers and its content.');
		case 'multipartName':
			return l10n.t(
				'This part has no name, so servers leave it out. Write \'Content-Disposition: form-data; name="…"\' below the boundary.',
			);
	}
}
