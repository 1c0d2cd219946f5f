import axios from 'axios';

/** An extension that merely imports axios. The version is given out, so that the bundler keeps the import. */
export function activate(): string {
	return axios.VERSION;
}
