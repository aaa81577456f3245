export const Code = () => <section class="panel">Code</section>;
