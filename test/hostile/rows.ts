import { addresses } from './addresses';
import { headerLines } from './headerLines';
import { lookalikes } from './lookalikes';
import { paths } from './paths';
import type { HostileRow } from './row';
import { variableValues } from './variableValues';

/** Against an account on loopback. */
export const loopbackRows: readonly HostileRow[] = [...addresses, ...paths, ...headerLines, ...variableValues];

/** Against the account `https://acme.example`, which does not exist. */
export const lookalikeRows: readonly HostileRow[] = lookalikes;

/** Fills in the addresses of the two servers. */
export function withAddresses(
	text: string,
	{ account, evil }: { readonly account: string; readonly evil: string },
): string {
	const values: Readonly<Record<string, string>> = {
		ACCOUNT: account,
		HOST: new URL(account).host,
		PORT: new URL(account).port,
		EVIL: evil,
		EVILHOST: new URL(evil).host,
		EVILPORT: new URL(evil).port,
	};
	return text.replace(/\$(?<name>ACCOUNT|HOST|PORT|EVILHOST|EVILPORT|EVIL)/gu, (_, name: string) => values[name] ?? '');
}
