import type { HttpDocument } from '../../../http/document/document';
import type { Problem } from '../../../http/problem';

/** Those of the curl commands of a document. What reads curl is loaded with the first command of it. */
export async function problemsOfCurl(parsed: HttpDocument): Promise<readonly Problem[]> {
	return parsed.blocksOf('curl').length === 0
		? []
		: (await import('../../../http/curl/plainRequest')).curlProblems(parsed);
}
