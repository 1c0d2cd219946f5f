import { type CodeRequest, headerValues, variableNames } from './codeRequest';
import { literal, type LiteralSyntax, utf16Escape } from './literals';

const syntax: LiteralSyntax = { special: '', escape: utf16Escape };

/** For Node and other programs on a server: a page that held the key would give it away. */
export function fetchCall({ method, url, headers, body, credential }: CodeRequest): string {
	const pairs = headers.map(([name, value]) => `[${text(name)}, ${text(value)}]`);
	const all =
		credential === 'accessToken'
			? [...pairs, `["Authorization", "Basic " + btoa("bearer:" + process.env.${variableNames.accessToken})]`]
			: pairs;
	const options = [
		`method: ${text(method)}`,
		...(all.length === 0 ? [] : [`headers: [\n${all.map(pair => `    ${pair},`).join('\n')}\n  ]`]),
		...(body === undefined ? [] : [`body: ${text(body)}`]),
	];
	return `const response = await fetch(${address(url, credential)}, {
${options.map(option => `  ${option},`).join('\n')}
});

console.log(response.status, await response.text());
`;
}

export function axios({ method, url, headers, body, credential }: CodeRequest): string {
	const options = [
		`method: ${text(method)}`,
		`url: ${address(url, credential)}`,
		...(headers.length === 0 ? [] : [`headers: {\n${headerLines(headers)}\n  }`]),
		...(credential === 'accessToken'
			? [`auth: { username: "bearer", password: process.env.${variableNames.accessToken} }`]
			: []),
		// axios would write a text of JSON anew.
		...(body === undefined ? [] : [`data: ${text(body)}`, 'transformRequest: data => data']),
		'responseType: "text"',
		'validateStatus: () => true',
	];
	return `import axios from "axios";

const response = await axios({
${options.map(option => `  ${option},`).join('\n')}
});

console.log(response.status, response.data);
`;
}

/** Repeated ones as a list. */
function headerLines(headers: CodeRequest['headers']): string {
	return headerValues(headers)
		.map(([name, values]) => {
			const [first = '""', ...others] = values.map(text);
			return `    ${text(name)}: ${others.length === 0 ? first : `[${[first, ...others].join(', ')}]`},`;
		})
		.join('\n');
}

function address(url: string, credential: CodeRequest['credential']): string {
	return credential === 'apiKey' ? `${text(url)} + encodeURIComponent(process.env.${variableNames.apiKey})` : text(url);
}

function text(value: string): string {
	return literal(value, syntax);
}
