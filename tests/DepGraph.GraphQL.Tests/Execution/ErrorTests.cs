using DepGraph.GraphQL.Requests;
using DepGraph.GraphQL.Response;
using DepGraph.GraphQL.Tests.Types;

namespace DepGraph.GraphQL.Tests.Execution;

public class ErrorTests
{
    private const string Sdl =
        "type Query { fails: String reports: String must: String! big: String many: [Part] } type Part { fails: String }";

    private readonly List<UnexpectedError> _unexpected = [];

    [Fact]
    public async Task Unexpected_exceptions_are_masked_and_handed_over_with_the_same_trace_id()
    {
        var answer = await Engine().AskJson("query Q { fails }");
        answer["errors"]![0]!["message"]!.GetValue<string>().ShouldBe("Internal error");
        answer["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("INTERNAL");
        var error = _unexpected.ShouldHaveSingleItem();
        error.Exception.Message.ShouldBe("secret");
        error.OperationName.ShouldBe("Q");
        error.Path.ShouldBe(["fails"]);
        answer["errors"]![0]!["extensions"]!["traceId"]!.GetValue<string>().ShouldBe(error.TraceId);
    }

    [Fact]
    public async Task What_the_host_explains_is_shown_in_its_words_and_not_handed_over()
    {
        var answer = await Engine(
                new() { Explain = e => e is InvalidDataException ? new GraphQLException("spoilt", "SPOILT") : null }
            )
            .AskJson("{ fails }");

        var error = answer["errors"]!.AsArray().ShouldHaveSingleItem()!;
        error["message"]!.GetValue<string>().ShouldBe("spoilt");
        error["path"]!.ToJsonString().ShouldBe("""["fails"]""");
        error["extensions"]!.ToJsonString().ShouldBe("""{"code":"SPOILT"}""");
        _unexpected.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reported_error_explains_the_null_alone()
    {
        var answer = await Engine().AskJson("{ reports }");
        answer["errors"]!.AsArray().ShouldHaveSingleItem()!["extensions"]!
            .ToJsonString()
            .ShouldBe("""{"code":"PENDING","retryable":true,"retryAfterMs":250}""");
        var required = await Engine().AskJson("{ must }");
        required["data"].ShouldBeNull();
        required["errors"]!.AsArray().ShouldHaveSingleItem()!["message"]!.GetValue<string>().ShouldBe("not yet");
    }

    [Fact]
    public async Task Errors_reported_from_other_threads_have_the_paths_of_their_fields()
    {
        const int length = 2_000;
        var engine = Answer.Engine(
            "type Query { items: [Item!]! } type Item { reports: String index: Int }",
            b =>
            {
                b.Query().Field("items", _ => Enumerable.Range(0, length).ToArray());
                b.Object<int>("Item")
                    .FieldAsync(
                        "reports",
                        async (index, ctx) =>
                        {
                            await Task.Yield();
                            ctx.ReportError(new GraphQLException($"{index}", "NO"));
                            return (string?)null;
                        }
                    )
                    .Field("index", index => index);
            },
            new() { MaxErrors = length }
        );
        for (var round = 0; round < 20; round++)
        {
            var errors = (await engine.AskJson("{ items { reports index } }"))["errors"]!.AsArray();
            errors.Count.ShouldBe(length);
            errors.ShouldAllBe(e =>
                string.Join("/", e!["path"]!.AsArray()) == $"items/{e["message"]!.GetValue<string>()}/reports"
            );
        }
    }

    [Fact]
    public async Task A_response_that_grows_too_large_is_refused_as_a_whole()
    {
        var answer = await Engine(new() { MaxResponseBytes = 10_000 }).AskJson("{ big }");
        answer["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("RESPONSE_TOO_LARGE");
    }

    [Fact]
    public async Task Errors_beyond_the_bound_are_counted()
    {
        var answer = await Engine(new() { MaxErrors = 3 }).AskJson("{ many { fails } }");
        answer["errors"]!.AsArray().Count.ShouldBe(4);
        answer["errors"]![3]!["message"]!.GetValue<string>().ShouldBe("2 more errors are left out.");
    }

    [Fact]
    public async Task A_scalar_that_fails_half_way_leaves_nothing_behind()
    {
        var engine = Answer.Engine(
            "type Query { a: Half b: Half c: Half x: String } scalar Half",
            b =>
                b.Query()
                    .Field("a", object? (_) => "refuses")
                    .Field("b", object? (_) => "throws")
                    .Field("c", object? (_) => "fine")
                    .Field("x", _ => "x"),
            null,
            new HalfScalar()
        );
        (await engine.AskJson("{ a b c x }"))["data"]!
            .ToJsonString()
            .ShouldBe("""{"a":null,"b":null,"c":["fine"],"x":"x"}""");
    }

    [Fact]
    public async Task An_engine_serves_on_after_a_response_that_broke()
    {
        var engine = Engine(new() { MaxResponseBytes = 10_000 });
        for (var i = 0; i < 5; i++)
        {
            (await engine.Ask("{ big }")).ShouldContain("RESPONSE_TOO_LARGE");
            (await engine.Ask("{ __typename }")).ShouldBe("""{"data":{"__typename":"Query"}}""");
        }
    }

    private sealed class HalfScalar() : AnyScalar("Half")
    {
        public override bool TryWrite(ResponseWriter writer, object value, out string? error)
        {
            writer.WriteByte((byte)'[');
            writer.WriteString((string)value);
            error = "half";
            if (value is "throws")
            {
                throw new InvalidDataException("half");
            }

            writer.WriteByte((byte)']');
            return value is "fine";
        }
    }

    private GraphQLEngine Engine(GraphQLEngineOptions? options = null) =>
        Answer.Engine(
            Sdl,
            b =>
            {
                b.Object<int>("Part").Field("fails", string? (_) => throw new GraphQLException("no", "NO"));
                b.Query()
                    .Field("fails", string? (_) => throw new InvalidDataException("secret"))
                    .Field(
                        "reports",
                        (_, ctx) =>
                        {
                            ctx.ReportError(
                                GraphQLException.Retryable("not yet", "PENDING", TimeSpan.FromMilliseconds(250))
                            );
                            return (string?)null;
                        }
                    )
                    .FieldAsync(
                        "must",
                        async (_, ctx) =>
                        {
                            await Task.Yield();
                            ctx.ReportError(new GraphQLException("not yet", "PENDING"));
                            return (string?)null;
                        }
                    )
                    .Field("big", _ => new string('x', 100_000))
                    .Field("many", _ => new int[5]);
            },
            (options ?? new()) with
            {
                OnUnexpectedError = _unexpected.Add,
            }
        );
}
