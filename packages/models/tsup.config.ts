import { library } from '../../tsup.base.ts';

export default library({
  entry: ['src/index.ts', 'src/node.ts', 'src/formats/browser.ts', 'src/formats/safetensors.ts'],
});
