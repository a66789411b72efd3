import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';
import exampleQuery from './example.graphql?raw';

const url = new URL('/graphql', window.location.origin).toString();
const fetcher = createGraphiQLFetcher({ url, wsClient: createClient({ url: url.replace(/^http/, 'ws') }) });

createRoot(document.getElementById('root')).render(
  <GraphiQL fetcher={fetcher} defaultQuery={exampleQuery} shouldPersistHeaders={false} />,
);
