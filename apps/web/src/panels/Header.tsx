export const Header = () => <section class="panel">Header</section>;
