using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.GraphQL.Loaders;
using DepGraph.GraphQL.Requests;

namespace DepGraph.GraphQL.Tests.Execution.Differential;

/// <summary>
/// An endless graph in which the seed decides, for each place, whether a field has a value, is null or throws, how long its
/// lists are, and whether it comes at once, later, or through a data loader.
/// </summary>
internal sealed class World(int seed)
{
    public const string Sdl = """
        type Query { node: Node must: Node! nodes: [Node] all: [Node!]! }
        type Node implements Named {
          text: String
          mustText(suffix: String = "!"): String!
          count: Int
          mustCount: Int!
          child: Node
          mustChild: Node!
          named: Named
          mustNamed: Named!
          children: [Node]
          mustChildren: [Node!]
          allChildren: [Node!]!
          someChildren: [Node]!
          counts: [Int!]
          matrix: [[Int]!]
          texts: [String]!
        }
        type Leaf implements Named { text: String mustText(suffix: String = "!"): String! only: Int! }
        interface Named { text: String mustText(suffix: String = "!"): String! }
        """;

    public static GraphQLEngine CreateEngine() =>
        Answer.Engine(
            Sdl,
            b =>
            {
                b.Query()
                    .FieldAsync("node", (_, ctx) => Place.Root.Get<Place?>(ctx, "node"))
                    .FieldAsync("must", (_, ctx) => Place.Root.Get<Place?>(ctx, "must"))
                    .FieldAsync("nodes", (_, ctx) => Place.Root.Get<IReadOnlyList<Place?>?>(ctx, "nodes"))
                    .Field("all", (_, ctx) => (List<Place?>?)ctx.State<World>().ValueOf(Place.Root, "all"));
                b.Object<Place>("Node")
                    .FieldAsync("text", (p, ctx) => p.Get<string?>(ctx, "text"))
                    .Field(
                        "mustText",
                        (p, ctx) => (string?)ctx.State<World>().ValueOf(p, "mustText") + ctx.Argument<string>("suffix")
                    )
                    .FieldAsync("count", (p, ctx) => p.Get<int?>(ctx, "count"))
                    .FieldAsync("mustCount", (p, ctx) => p.Get<int?>(ctx, "mustCount"))
                    .FieldAsync("child", (p, ctx) => p.Get<Place?>(ctx, "child"))
                    .FieldAsync("mustChild", (p, ctx) => p.Get<Place?>(ctx, "mustChild"))
                    .FieldAsync("named", (p, ctx) => p.Get<object?>(ctx, "named"))
                    .FieldAsync("mustNamed", (p, ctx) => p.Get<object?>(ctx, "mustNamed"))
                    .FieldAsync("children", (p, ctx) => p.Get<List<Place?>?>(ctx, "children"))
                    .FieldAsync("mustChildren", (p, ctx) => p.Get<IReadOnlyList<Place?>?>(ctx, "mustChildren"))
                    .Field(
                        "allChildren",
                        (p, ctx) => ((List<Place?>?)ctx.State<World>().ValueOf(p, "allChildren"))?.ToArray()
                    )
                    .FieldAsync("someChildren", (p, ctx) => p.Get<IEnumerable<Place?>?>(ctx, "someChildren"))
                    .FieldAsync("counts", (p, ctx) => p.Get<List<int?>?>(ctx, "counts"))
                    .FieldAsync("matrix", (p, ctx) => p.Get<List<List<int?>?>?>(ctx, "matrix"))
                    .FieldAsync("texts", (p, ctx) => p.Get<List<string?>?>(ctx, "texts"));
                b.Object<LeafPlace>("Leaf")
                    .FieldAsync("text", (p, ctx) => p.Place.Get<string?>(ctx, "text"))
                    .Field(
                        "mustText",
                        (p, ctx) =>
                            (string?)ctx.State<World>().ValueOf(p.Place, "mustText") + ctx.Argument<string>("suffix")
                    )
                    .FieldAsync("only", (p, ctx) => p.Place.Get<int?>(ctx, "only"));
            },
            new() { Limits = new() { MaxCost = 1e15 } }
        );

    /// <summary>A string, an int, a place, or a list; null; or it throws.</summary>
    public object? ValueOf(Place place, string field)
    {
        var random = Dice(place, field);
        var fate = random.Next(100);
        if (fate < 4)
        {
            throw new GraphQLException($"boom {field}", "BOOM");
        }

        if (fate < 10)
        {
            return null;
        }

        return field switch
        {
            "text" or "mustText" => $"{field}{place.Id % 100}",
            "count" or "mustCount" or "only" => place.Id % 1000,
            "node" or "must" or "child" or "mustChild" => place.Below(field, 0),
            "named" or "mustNamed" => random.Next(2) == 0
                ? place.Below(field, 0)
                : new LeafPlace(place.Below(field, 0)),
            "counts" => List(random, i => random.Next(12) == 0 ? (int?)null : i),
            "texts" => List(random, i => random.Next(5) == 0 ? null : $"t{i}"),
            "matrix" => List(
                random,
                i => random.Next(10) == 0 ? null : List(random, j => random.Next(4) == 0 ? (int?)null : i + j)
            ),
            _ => List(random, i => random.Next(12) == 0 ? null : place.Below(field, i)),
        };
    }

    /// <summary>0: at once; 1: after a turn; 2: through the loader; 3: through the loader, later.</summary>
    public int ManerOf(Place place, string field) => Dice(place, field + "~").Next(6) is var n && n > 3 ? 0 : n;

    private Random Dice(Place place, string field) => new(HashCode(place.Id, field));

    private int HashCode(int id, string field)
    {
        var hash = seed * 31 + id;
        foreach (var c in field)
        {
            hash = unchecked((hash * 1_000_003) ^ c);
        }

        return hash;
    }

    private static List<T> List<T>(Random random, Func<int, T> item) =>
        Enumerable.Range(0, random.Next(4)).Select(item).ToList();
}

internal sealed record LeafPlace(Place Place);

internal sealed record Place(int Id)
{
    public static Place Root { get; } = new(1);

    public Place Below(string field, int index)
    {
        var id = Id;
        foreach (var c in field)
        {
            id = unchecked((id * 7919) + c);
        }

        return new Place((unchecked((id * 31) + index) & 0x7fffffff) % 1_000_000_007);
    }

    public ValueTask<T> Get<T>(FieldContext ctx, string field)
    {
        var world = ctx.State<World>();
        return world.ManerOf(this, field) switch
        {
            0 => ValueTask.FromResult((T)world.ValueOf(this, field)!),
            1 => Later<T>(world, field),
            2 => Loaded<T>(ctx, world, field),
            _ => LoadedLater<T>(ctx, world, field),
        };
    }

    private async ValueTask<T> Later<T>(World world, string field)
    {
        await Task.Yield();
        return (T)world.ValueOf(this, field)!;
    }

    private async ValueTask<T> Loaded<T>(FieldContext ctx, World world, string field)
    {
        await ctx.Loader(s => new EchoLoader(s)).LoadAsync(Id);
        return (T)world.ValueOf(this, field)!;
    }

    private async ValueTask<T> LoadedLater<T>(FieldContext ctx, World world, string field)
    {
        await Task.Yield();
        await ctx.Loader(s => new EchoLoader(s)).LoadAsync(Id + 1);
        await ctx.Loader(s => new EchoLoader(s)).LoadAsync(Id + 2);
        return (T)world.ValueOf(this, field)!;
    }
}

internal sealed class EchoLoader(IBatchScheduler scheduler) : BatchDataLoader<int, int>(scheduler)
{
    protected override async Task<IReadOnlyDictionary<int, int>> LoadBatchAsync(
        IReadOnlyList<int> keys,
        CancellationToken cancellationToken
    )
    {
        if (keys[0] % 2 == 0)
        {
            await Task.Yield();
        }

        return keys.ToDictionary(k => k);
    }
}
