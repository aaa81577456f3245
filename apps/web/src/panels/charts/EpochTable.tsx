import * as copy from '../../copy/charts.ts';
import { rows } from '../../state/run.ts';

const share = (value: number): string => `${(100 * value).toFixed(2)} %`;

/** The charts' numbers, for who reads better than looks; always there, shown on demand. */
export const EpochTable = ({ isShown }: { readonly isShown: boolean }) => (
  <div class={isShown ? 'epochs' : 'hidden-visually'}>
    <table id="epochs">
      <caption>{copy.table.caption}</caption>
      <thead>
        <tr>
          {copy.columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.value.map(({ epoch, loss, accuracy, validation }) => (
          <tr key={epoch}>
            <th scope="row">{epoch + 1}</th>
            <td>{loss.toFixed(4)}</td>
            <td>{share(accuracy)}</td>
            <td>{validation.loss.toFixed(4)}</td>
            <td>{share(validation.accuracy)}</td>
          </tr>
        ))}
        {rows.value.length === 0 && (
          <tr>
            <td colSpan={copy.columns.length}>{copy.noRows}</td>
          </tr>
        )}
      </tbody>
    </table>
  </div>
);
