import { Fragment } from 'preact';

/** A name that is never broken at its hyphen. */
const name = 'CIFAR-10';

/** A sentence, whoever says it. */
export const Words = ({ of }: { readonly of: string }) => (
  <>
    {of.split(name).map((part, index) => (
      <Fragment key={index}>
        {index > 0 && <span class="unbroken">{name}</span>}
        {part}
      </Fragment>
    ))}
  </>
);
