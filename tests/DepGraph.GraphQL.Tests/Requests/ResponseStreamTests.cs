using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Requests;

namespace DepGraph.GraphQL.Tests.Requests;

public class ResponseStreamTests
{
    private const string Sdl = """
        type Query { hello: String! }
        type Mutation { set: Int! }
        type Subscription {
          count(from: Int! = 3): Int!
          news: News
          refused: Int
          broken: Int!
          silent: Int
        }
        type News { title: String! seen: Int! fails: String! }
        """;

    private readonly Channel<News> _news = Channel.CreateUnbounded<News>();
    private readonly List<State> _states = [];
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly GraphQLEngine _engine;

    public ResponseStreamTests()
    {
        var schema = ExecutableSchema.Create(
            Sdl,
            [],
            b =>
            {
                b.Query().Field("hello", _ => "you");
                b.Mutation().Field("set", _ => 1);
                b.Object<News>("News")
                    .Field("title", n => n.Title)
                    .Field("seen", (_, context) => context.State<State>().Number)
                    .Field<string>("fails", _ => throw new GraphQLException("No way.", "NO_WAY"));
                b.Subscription()
                    .Stream("count", context => CountDown(context.Argument<int>("from")))
                    .Stream("news", _ => _news.Reader.ReadAllAsync())
                    .StreamAsync<int>("refused", _ => throw new GraphQLException("Not for you.", "FORBIDDEN"))
                    .Stream("broken", _ => Break())
                    .Stream("silent", _ => WaitForEver());
            }
        );
        _engine = new GraphQLEngine(schema);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_query_and_a_mutation_give_one_response()
    {
        (await ReadAll("{ hello }")).ShouldBe(["""{"data":{"hello":"you"}}"""]);
        (await ReadAll("mutation { set }")).ShouldBe(["""{"data":{"set":1}}"""]);
    }

    [Fact]
    public async Task A_subscription_gives_one_response_for_each_event_and_ends_with_its_stream()
    {
        var responses = await ReadAll("subscription Down($n: Int! = 2) { count(from: $n) }");

        responses.ShouldBe(["""{"data":{"count":2}}""", """{"data":{"count":1}}"""]);
    }

    [Fact]
    public async Task Every_event_is_executed_with_a_state_of_its_own()
    {
        await _news.Writer.WriteAsync(new News("a"), Token);
        await _news.Writer.WriteAsync(new News("b"), Token);
        _news.Writer.Complete();

        var responses = await ReadAll("subscription { news { title seen } }");

        responses.ShouldBe([
            """{"data":{"news":{"title":"a","seen":2}}}""",
            """{"data":{"news":{"title":"b","seen":3}}}""",
        ]);
        _states.Count.ShouldBe(3);
        _states.ShouldAllBe(state => state.IsDisposed);
    }

    [Fact]
    public async Task An_error_below_the_root_field_takes_one_event_and_not_the_stream()
    {
        await _news.Writer.WriteAsync(new News("a"), Token);
        await _news.Writer.WriteAsync(new News("b"), Token);
        _news.Writer.Complete();

        var responses = await ReadAll("subscription { news { fails } }");

        responses.Count.ShouldBe(2);
        responses.ShouldAllBe(response =>
            response.Contains("\"path\":[\"news\",\"fails\"]") && response.EndsWith("\"data\":{\"news\":null}}")
        );
    }

    [Fact]
    public async Task A_stream_that_cannot_be_made_is_refused_without_data()
    {
        var response = (await ReadAll("subscription { refused }", ResultKind.RequestError)).ShouldHaveSingleItem();

        response.ShouldContain("\"path\":[\"refused\"]");
        response.ShouldContain("FORBIDDEN");
        response.ShouldNotContain("\"data\"");
        _states.ShouldAllBe(state => state.IsDisposed);
    }

    [Fact]
    public async Task A_stream_that_breaks_ends_with_a_masked_error()
    {
        var responses = await ReadAll("subscription { broken }", lastKind: ResultKind.RequestError);

        responses[0].ShouldBe("""{"data":{"broken":1}}""");
        responses[1].ShouldContain("Internal error");
        responses[1].ShouldNotContain("secret");
        responses.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("subscription { count ")]
    [InlineData("subscription { nope }")]
    [InlineData("subscription { count(from: \"x\") }")]
    [InlineData("subscription { count silent }")]
    [InlineData("subscription { __typename }")]
    public async Task What_is_wrong_with_the_request_is_the_only_response(string document)
    {
        using var stream = await _engine.StreamAsync(GraphQLRequest.Create(document), cancellationToken: Token);
        await foreach (var result in stream.ReadAllAsync(Token))
        {
            result.Kind.ShouldBe(ResultKind.RequestError);
            var errors = new System.Buffers.ArrayBufferWriter<byte>();
            result.WriteErrorsTo(errors);
            result.ToString().ShouldBe($"{{\"errors\":{Encoding.UTF8.GetString(errors.WrittenSpan)}}}");
        }
    }

    [Fact]
    public async Task Who_leaves_ends_the_source()
    {
        using var leaving = new CancellationTokenSource();
        using var stream = await _engine.StreamAsync(
            GraphQLRequest.Create("subscription { silent }"),
            cancellationToken: leaving.Token
        );
        var reader = stream.ReadAllAsync(leaving.Token).GetAsyncEnumerator(leaving.Token);
        var next = reader.MoveNextAsync();
        next.IsCompleted.ShouldBeFalse();

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await next);
        await reader.DisposeAsync();
        await _left.Task;
    }

    [Fact]
    public async Task Without_a_stream_a_subscription_is_refused()
    {
        using var result = await _engine.ExecuteAsync(GraphQLRequest.Create("subscription { count }"), null, Token);

        result.Kind.ShouldBe(ResultKind.RequestError);
        result.Operation.ShouldBe(OperationKind.Subscription);
        result.ToString().ShouldContain("SUBSCRIPTION_NEEDS_STREAM");
    }

    [Fact]
    public async Task A_subscription_may_come_by_GET_and_a_mutation_may_not()
    {
        GraphQLRequest.TryCreate("subscription { count(from: 1) }", null, null, null, null, out var get, out _);
        using (var stream = await _engine.StreamAsync(get!, cancellationToken: Token))
        {
            await foreach (var result in stream.ReadAllAsync(Token))
            {
                result.Kind.ShouldBe(ResultKind.Executed);
            }
        }

        GraphQLRequest.TryCreate("mutation { set }", null, null, null, null, out get, out _);
        using (var stream = await _engine.StreamAsync(get!, cancellationToken: Token))
        {
            await foreach (var result in stream.ReadAllAsync(Token))
            {
                result.Kind.ShouldBe(ResultKind.MutationByGet);
            }
        }
    }

    [Fact]
    public void A_subscription_field_without_a_stream_stops_the_start()
    {
        var exception = Should.Throw<SchemaBindingException>(() =>
            ExecutableSchema.Create(
                "type Query { a: Int } type Subscription { b: Int c: Int }",
                [],
                b =>
                {
                    b.Query().Field("a", _ => 1);
                    b.Object<Root>("Subscription").Field("b", _ => 1);
                }
            )
        );

        exception.Message.ShouldContain("Subscription.b has a resolver but no stream");
        exception.Message.ShouldContain("Subscription.c has no resolver. Add .Stream(\"c\"");
    }

    private async Task<List<string>> ReadAll(string document, ResultKind lastKind = ResultKind.Executed)
    {
        var responses = new List<string>();
        var last = ResultKind.Executed;
        using (
            var stream = await _engine.StreamAsync(
                GraphQLRequest.Create(document),
                () =>
                {
                    _states.Add(new State { Number = _states.Count + 1 });
                    return _states[^1];
                },
                Token
            )
        )
        {
            await foreach (var result in stream.ReadAllAsync(Token))
            {
                last.ShouldBe(ResultKind.Executed, "nothing may follow a refusal");
                last = result.Kind;
                responses.Add(result.ToString());
            }
        }

        last.ShouldBe(lastKind);
        return responses;
    }

    private static async IAsyncEnumerable<int> CountDown(int from)
    {
        for (var i = from; i > 0; i--)
        {
            await Task.Yield();
            yield return i;
        }
    }

    private static async IAsyncEnumerable<int> Break()
    {
        yield return 1;
        await Task.Yield();
        throw new InvalidOperationException("secret");
    }

    private async IAsyncEnumerable<int> WaitForEver(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            _left.SetResult();
        }

        yield return 1;
    }

    private sealed record News(string Title);

    private sealed class State : IDisposable
    {
        public required int Number { get; init; }

        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
