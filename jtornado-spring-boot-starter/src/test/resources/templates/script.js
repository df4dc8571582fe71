<p>[[${name}]]</p>
