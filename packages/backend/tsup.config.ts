import { library } from '../../tsup.base.ts';

export default library({
  entry: ['src/index.ts', 'src/node.ts', 'src/doctor/bin.ts', 'src/native/node.ts', 'src/native/browser.ts'],
});
