using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Documents;
using DepGraph.GraphQL.Requests;

namespace DepGraph.Benchmarks.Engine;

/// <summary>
/// What the engine itself costs per request, from the bytes of the body to the bytes of the response, with resolvers that do
/// next to nothing and a document that was seen before.
/// </summary>
[MemoryDiagnoser]
public class EngineOverhead
{
    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);
    private readonly GraphQLEngine _engine = CreateEngine();
    private byte[] _body = [];

    [ParamsSource(nameof(Operations))]
    public string Operation { get; set; } = "";

    public static IEnumerable<string> Operations =>
        [
            "__typename",
            "10 fields",
            "10 fields, by hash",
            "10 fields, variable",
            "700 nodes x 8 fields",
            "40 nodes in a tree",
            "100 holes",
        ];

    [GlobalSetup]
    public async Task Setup()
    {
        var (query, variables) = Operation switch
        {
            "10 fields" or "10 fields, by hash" => (
                "{ package(name: \"a\") { id name version kind old index license purl next { name } } }",
                "{}"
            ),
            "10 fields, variable" => (
                "query($n: String!) { package(name: $n) { id name version kind old index license purl next { name } } }",
                "{\"n\":\"a\"}"
            ),
            "700 nodes x 8 fields" => (
                "{ packages(first: 700) { id name version kind old index license purl } }",
                "{}"
            ),
            "40 nodes in a tree" => (
                "{ package(name: \"a\") { name version dependencies { name version dependencies { name version dependencies { name version } } } } }",
                "{}"
            ),
            "100 holes" => ("{ packages(first: 100) { name lazy version } }", "{}"),
            _ => ("{ __typename }", "{}"),
        };
        _body = Encoding.UTF8.GetBytes($"{{\"query\":{JsonSerializer.Serialize(query)},\"variables\":{variables}}}");
        if (Operation == "10 fields, by hash")
        {
            var extensions = JsonSerializer.Serialize(
                new { persistedQuery = new { version = 1, sha256Hash = DocumentHash.Of(query) } }
            );
            _body = JsonSerializer.SerializeToUtf8Bytes(new { query, extensions = JsonNode.Parse(extensions) });
            await Request();
            _body = Encoding.UTF8.GetBytes($"{{\"variables\":{variables},\"extensions\":{extensions}}}");
        }
    }

    [Benchmark]
    public async Task<int> Request()
    {
        if (!GraphQLRequest.TryParse(_body, out var request, out var error))
        {
            throw new InvalidOperationException(error.Message);
        }

        using var result = await _engine.ExecuteAsync(request);
        _output.ResetWrittenCount();
        result.WriteTo(_output);
        return _output.WrittenCount;
    }

    private static GraphQLEngine CreateEngine()
    {
        var packages = Enumerable
            .Range(0, 700)
            .Select(i => new Package(i, $"package-{i}", $"1.{i}.0", (Kind)(i % 3), i % 5 == 0 ? null : "MIT"))
            .ToArray();
        const string sdl = """
            type Query { package(name: String!): Package packages(first: Int = 10): [Package!]! }
            enum Kind { PROD DEV PEER }
            type Package {
              id: ID!
              name: String!
              version: String!
              kind: Kind!
              old: Boolean!
              index: Int!
              license: String
              purl: String!
              next: Package
              lazy: String!
              dependencies: [Package!]!
            }
            """;
        return new GraphQLEngine(
            ExecutableSchema.Create(
                sdl,
                [],
                b =>
                {
                    b.Enum<Kind>("Kind");
                    b.Query()
                        .FieldAsync(
                            "package",
                            (_, ctx) => ValueTask.FromResult(packages[ctx.Argument<string>("name").Length])
                        )
                        .Field("packages", (_, ctx) => packages[..ctx.Argument<int>("first")]);
                    b.Object<Package>("Package")
                        .Field("id", p => p.Name)
                        .Field("name", p => p.Name)
                        .Field("version", p => p.Version)
                        .Field("kind", p => p.Kind)
                        .Field("old", p => p.Index % 2 == 0)
                        .Field("index", p => p.Index)
                        .Field("license", p => p.License)
                        .Field("purl", p => p.Version)
                        .Field("next", p => packages[(p.Index + 1) % 700])
                        .FieldAsync(
                            "lazy",
                            async (p, _) =>
                            {
                                await Task.Yield();
                                return p.Name;
                            }
                        )
                        .Field("dependencies", p => packages[(p.Index % 600)..((p.Index % 600) + 3)]);
                }
            )
        );
    }

    private enum Kind
    {
        Prod,
        Dev,
        Peer,
    }

    private sealed record Package(int Index, string Name, string Version, Kind Kind, string? License);
}
