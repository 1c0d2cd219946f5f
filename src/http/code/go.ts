import { type CodeRequest, variableNames } from './codeRequest';
import { literal, type LiteralSyntax, utf32Escape } from './literals';

const syntax: LiteralSyntax = { special: '', escape: utf32Escape };

export function go({ method, url, headers, body, credential }: CodeRequest): string {
	const isKey = credential === 'apiKey';
	// Go compiles nothing that imports what it does not use.
	const packages = [
		'fmt',
		'io',
		'net/http',
		...(isKey ? ['net/url'] : []),
		'os',
		...(body === undefined ? [] : ['strings']),
	];
	const address = isKey ? `${text(url)}+url.QueryEscape(os.Getenv("${variableNames.apiKey}"))` : text(url);
	const lines = [
		`request, err := http.NewRequest(${text(method)}, ${address}, ${body === undefined ? 'nil' : `strings.NewReader(${text(body)})`})`,
		...stopsOnError,
		...headers.map(([name, value]) => `request.Header.Add(${text(name)}, ${text(value)})`),
		...(isKey ? [] : [`request.SetBasicAuth("bearer", os.Getenv("${variableNames.accessToken}"))`]),
		'response, err := http.DefaultClient.Do(request)',
		...stopsOnError,
		'defer response.Body.Close()',
		'content, err := io.ReadAll(response.Body)',
		...stopsOnError,
		'fmt.Println(response.StatusCode, string(content))',
	];
	return `package main

import (
${packages.map(name => `\t"${name}"`).join('\n')}
)

func main() {
${lines.map(line => `\t${line}`).join('\n')}
}
`;
}

const stopsOnError = ['if err != nil {', '\tpanic(err)', '}'];

function text(value: string): string {
	return literal(value, syntax);
}
