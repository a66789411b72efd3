using System.Text;
using DepGraph.GraphQL.Loaders;
using DepGraph.GraphQL.Requests;
using DepGraph.GraphQL.Tests.Execution;

namespace DepGraph.GraphQL.Tests.Loaders;

public class BatchDataLoaderTests
{
    private sealed class Store(bool isSlow, int maxBatchSize = 1024)
    {
        public List<int> BatchSizes { get; } = [];

        public bool IsSlow => isSlow;

        public DataLoaderOptions Options { get; } = new() { MaxBatchSize = maxBatchSize };
    }

    private sealed class ChildrenLoader(IBatchScheduler scheduler, Store store)
        : BatchDataLoader<int, int[]>(scheduler, store.Options)
    {
        protected override async Task<IReadOnlyDictionary<int, int[]>> LoadBatchAsync(
            IReadOnlyList<int> keys,
            CancellationToken cancellationToken
        )
        {
            store.BatchSizes.Add(keys.Count);
            if (store.IsSlow)
            {
                await Task.Delay(1, cancellationToken);
            }

            if (keys.Contains(-7))
            {
                Reject(-7, new GraphQLException("no node -7", "BROKEN"));
            }

            if (keys.Contains(-1))
            {
                throw new GraphQLException("no children", "BROKEN");
            }

            return keys.Where(k => k >= 0).ToDictionary(k => k, k => new[] { (k * 3) + 1, (k * 3) + 2, (k * 3) + 3 });
        }
    }

    private static readonly GraphQLEngine Engine = Answer.Engine(
        """
        directive @listSize(assumedSize: Int) on FIELD_DEFINITION
        type Query { node(id: Int!): Node! }
        type Node { id: Int! children: [Node!] @listSize(assumedSize: 3) grandchildren: Int! }
        """,
        b =>
        {
            b.Query().Field("node", (_, ctx) => ctx.Argument<int>("id"));
            b.Object<int>("Node")
                .Field("id", n => n)
                .FieldAsync("children", (n, ctx) => Loader(ctx).LoadAsync(n))
                .FieldAsync(
                    "grandchildren",
                    async (n, ctx) =>
                    {
                        var children = await Loader(ctx).LoadAsync(n) ?? [];
                        var lists = await Loader(ctx).LoadAsync(children);
                        return lists.Sum(l => l!.Length);
                    }
                );
        }
    );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tree_six_levels_deep_costs_a_batch_for_each_level(bool isSlow)
    {
        var store = new Store(isSlow);
        var query = new StringBuilder("{ node(id: 0) ");
        for (var i = 0; i < 6; i++)
        {
            query.Append("{ id children ");
        }

        query.Append("{ id }").Append('}', 7);

        var answer = await Engine.Ask(query.ToString(), state: store);

        answer.ShouldStartWith("""{"data":{"node":{"id":0,"children":[{"id":1,"children":[{"id":4,""");
        store.BatchSizes.ShouldBe([1, 3, 9, 27, 81, 243]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fields_that_wait_for_the_same_keys_stay_together_below_them(bool isSlow)
    {
        var store = new Store(isSlow);
        var query = new StringBuilder("{ node(id: 0) ");
        for (var i = 0; i < 4; i++)
        {
            query.Append("{ a: children { id } b: children { id } c: grandchildren d: grandchildren e: children ");
        }

        query.Append("{ id }").Append('}', 5);

        await Engine.Ask(query.ToString(), state: store);

        // Grandchildren are the next level's children, so the last level is asked for by these alone.
        store.BatchSizes.ShouldBe([1, 3, 9, 27, 81]);
    }

    [Fact]
    public async Task A_resolver_that_loads_twice_shares_its_batches_with_its_siblings()
    {
        var store = new Store(isSlow: true);
        var answer = await Engine.Ask(
            "{ a: node(id: 1) { grandchildren } b: node(id: 2) { grandchildren } c: node(id: 3) { children { id } } }",
            state: store
        );
        answer.ShouldContain("""{"a":{"grandchildren":9},"b":{"grandchildren":9},"c":{"children":[{"id":10}""");
        store.BatchSizes.ShouldBe([3, 6]);
    }

    [Fact]
    public async Task A_key_is_loaded_once()
    {
        var store = new Store(isSlow: false);
        await Engine.Ask(
            "{ a: node(id: 1) { children { id } x: children { id } } b: node(id: 1) { children { id } } }",
            state: store
        );
        store.BatchSizes.ShouldBe([1]);
    }

    [Fact]
    public async Task Large_batches_are_split()
    {
        var store = new Store(isSlow: true, maxBatchSize: 2);
        await Engine.Ask(
            "{ a: node(id: 1) { children { id } } b: node(id: 2) { children { id } } c: node(id: 3) { children { id } } }",
            state: store
        );
        store.BatchSizes.ShouldBe([2, 1]);
    }

    [Fact]
    public async Task A_failed_batch_fails_its_fields_and_a_missing_key_is_null()
    {
        var failed = await Engine.AskJson("{ node(id: -1) { children { id } } }", state: new Store(isSlow: true));
        failed["errors"]![0]!["message"]!.GetValue<string>().ShouldBe("no children");
        var missing = await Engine.Ask("{ node(id: -2) { children { id } } }", state: new Store(isSlow: false));
        missing.ShouldBe("""{"data":{"node":{"children":null}}}""");
    }

    [Fact]
    public async Task No_batch_starts_after_the_end_and_who_waits_for_one_is_let_go()
    {
        var time = new ManualTime();
        var store = new Store(isSlow: false);
        var gate = new TaskCompletionSource();
        Task? early = null;
        Task? late = null;
        var engine = Answer.Engine(
            "type Query { stuck: Int }",
            b =>
                b.Query()
                    .FieldAsync(
                        "stuck",
                        async (_, ctx) =>
                        {
                            var loader = Loader(ctx);
                            await gate.Task;
                            // The time is up: its batch waits for a turn that does not come.
                            time.Advance(TimeSpan.FromHours(1));
                            early = loader.LoadAsync(1).AsTask();
                            late = LoadLater(loader, early);
                            await late;
                            return (int?)1;
                        }
                    ),
            new() { TimeProvider = time, ExecutionTimeout = TimeSpan.FromSeconds(5) }
        );

        var answer = engine.Ask("{ stuck }", state: store);
        gate.SetResult();

        (await answer).ShouldContain("EXECUTION_TIMEOUT");
        await Should.ThrowAsync<OperationCanceledException>(() => early!);
        await Should.ThrowAsync<OperationCanceledException>(() => late!);
        store.BatchSizes.ShouldBeEmpty();

        static async Task LoadLater(ChildrenLoader loader, Task before)
        {
            await before.ContinueWith(_ => { }, TaskScheduler.Default);
            await loader.LoadAsync(2);
        }
    }

    [Fact]
    public async Task A_rejected_key_fails_alone_and_for_all_who_ask()
    {
        var store = new Store(isSlow: true);
        var answer = await Engine.AskJson(
            "{ a: node(id: 1) { children { id } } b: node(id: -7) { children { id } } c: node(id: -7) { children { id } } }",
            state: store
        );
        answer["errors"]!
            .AsArray()
            .Select(e => $"{e!["path"]!.ToJsonString()} {e["message"]}")
            .ShouldBe(["""["b","children"] no node -7""", """["c","children"] no node -7"""], ignoreOrder: true);
        answer["data"]!["a"]!["children"]!.AsArray().Count.ShouldBe(3);
        store.BatchSizes.ShouldBe([2]);
    }

    [Fact]
    public async Task What_was_loaded_is_kept_for_the_operation_and_no_longer()
    {
        var store = new Store(isSlow: true);
        const string query = "{ node(id: 1) { children { children { id } } grandchildren again: grandchildren } }";
        await Engine.Ask(query, state: store);
        store.BatchSizes.ShouldBe([1, 3]);
        await Engine.Ask(query, state: store);
        store.BatchSizes.ShouldBe([1, 3, 1, 3]);
    }

    [Fact]
    public async Task Several_keys_come_in_their_order_and_a_repeated_one_is_loaded_once()
    {
        var store = new Store(isSlow: true, maxBatchSize: 2);
        var engine = Answer.Engine(
            "type Query { firsts: [Int!]! }",
            b =>
                b.Query()
                    .FieldAsync(
                        "firsts",
                        async (_, ctx) =>
                        {
                            Loader(ctx).Prime(5, [50]);
                            var lists = await Loader(ctx).LoadAsync([3, 1, 5, 3, 2]);
                            return lists.Select(l => l![0]).ToArray();
                        }
                    )
        );
        (await engine.Ask("{ firsts }", state: store)).ShouldBe("""{"data":{"firsts":[10,4,50,10,7]}}""");
        store.BatchSizes.ShouldBe([2, 1]);
    }

    private static ChildrenLoader Loader(GraphQL.Execution.FieldContext ctx) =>
        ctx.Loader(s => new ChildrenLoader(s, ctx.State<Store>()));
}
