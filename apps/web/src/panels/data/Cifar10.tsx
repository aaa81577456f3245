import { cifar10 as copy, importing as told } from '../../copy/data.ts';
import { chooseData, isHere } from '../../state/chooseData.ts';
import { dataName, importing } from '../../state/dataset.ts';
import { cancelImport, importCifar10 } from '../../state/importing.ts';
import { forgetNow, sizes } from '../../state/keeping.ts';
import { offered } from '../../state/offered.ts';
import { plan } from '../../state/plan.ts';
import { isSmall } from '../../worker/small.ts';
import { Words } from '../Words.tsx';
import { DoorFrame } from './DoorFrame.tsx';
import { FileButton } from './FileButton.tsx';

const Progress = ({ now }: { readonly now: NonNullable<typeof importing.value> }) => (
  <>
    <progress aria-label={copy.progress} max={now.total ?? 1} {...(now.total !== undefined && { value: now.loaded })} />
    <p class="small num">
      <Words of={told(now)} />
    </p>
    {now.stage !== 'kept' && (
      <button type="button" class="button" onClick={cancelImport}>
        {copy.cancel}
      </button>
    )}
  </>
);

const Download = ({ from }: { readonly from: string }) => (
  <button type="button" class="button" onClick={() => void importCifar10(from)}>
    {copy.download}
  </button>
);

const Doors = () => (
  <>
    <p class="small">{copy.drop}</p>
    {isSmall && <p class="small">{copy.small}</p>}
    <div class="row">
      <FileButton label={copy.choose} accept=".gz,.tgz,application/gzip" />
      {offered !== undefined && <Download from={offered} />}
    </div>
    {offered === undefined && (
      <a class="small" href={copy.officialPage} target="_blank" rel="noreferrer">
        {copy.official}
      </a>
    )}
  </>
);

const Here = () => {
  const bytes = sizes.value?.cifar10 ?? 0;
  return (
    <>
      <p>
        <Words of={bytes > 0 ? copy.here(bytes) : copy.hereUntilClosed} />
      </p>
      <div class="row">
        {plan.value.data !== 'cifar10' && (
          <button type="button" class="button" onClick={() => chooseData('cifar10')}>
            {copy.use}
          </button>
        )}
        {bytes > 0 && (
          <button type="button" class="button" onClick={() => void forgetNow('cifar10')}>
            {copy.delete}
          </button>
        )}
      </div>
    </>
  );
};

/** The ways to the photographs that the chapter uses, and how far one of them has come. */
export const Cifar10 = () => (
  <DoorFrame title={copy.title}>
    <p class="small">{dataName.value === 'cifar10' ? copy.expect : `${copy.what} ${copy.expect}`}</p>
    {importing.value !== undefined ? <Progress now={importing.value} /> : isHere() ? <Here /> : <Doors />}
  </DoorFrame>
);
