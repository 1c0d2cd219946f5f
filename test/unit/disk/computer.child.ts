import { thisComputer } from '../../../src/disk/processes';

console.log(thisComputer);
