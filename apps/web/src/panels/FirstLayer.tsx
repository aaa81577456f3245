export const FirstLayer = () => <section class="panel">FirstLayer</section>;
