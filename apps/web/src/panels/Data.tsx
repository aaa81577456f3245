export const Data = () => <section class="panel">Data</section>;
