import { type CodeRequest, headerValues, variableNames } from './codeRequest';
import { literal, type LiteralSyntax, utf32Escape } from './literals';

const syntax: LiteralSyntax = { special: '', escape: utf32Escape };

export function python({ method, url, headers, body, credential }: CodeRequest): string {
	// Requests has one value for a name; a server reads several as one with commas.
	const lines = headerValues(headers).map(([name, values]) => `        ${text(name)}: ${text(values.join(', '))},`);
	const options = [
		...(lines.length === 0 ? [] : [`headers={\n${lines.join('\n')}\n    }`]),
		...(credential === 'accessToken' ? [`auth=("bearer", os.environ["${variableNames.accessToken}"])`] : []),
		...(body === undefined ? [] : [`data=${text(body)}.encode("utf-8")`]),
	];
	return `import os
from urllib.parse import quote

import requests

response = requests.request(
    ${text(method)},
    ${address(url, credential)},
${options.map(option => `    ${option},\n`).join('')})
print(response.status_code, response.text)
`;
}

function address(url: string, credential: CodeRequest['credential']): string {
	return credential === 'apiKey' ? `${text(url)} + quote(os.environ["${variableNames.apiKey}"], safe="")` : text(url);
}

function text(value: string): string {
	return literal(value, syntax);
}
