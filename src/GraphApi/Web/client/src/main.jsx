import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import exampleQuery from './example.graphql?raw';

const fetcher = createGraphiQLFetcher({ url: new URL('/graphql', window.location.origin).toString() });

createRoot(document.getElementById('root')).render(
  <GraphiQL fetcher={fetcher} defaultQuery={exampleQuery} shouldPersistHeaders={false} />,
);
