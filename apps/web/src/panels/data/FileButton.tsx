import { useRef } from 'preact/hooks';
import { takeFile } from '../../state/files.ts';

interface Props {
  readonly label: string;
  readonly accept: string;
}

/** Opens the system's way to choose a file; what it is, its bytes say. */
export const FileButton = ({ label, accept }: Props) => {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={label}
        hidden
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          // The same file may be chosen again.
          currentTarget.value = '';
          if (file !== undefined) void takeFile(file);
        }}
      />
    </>
  );
};
