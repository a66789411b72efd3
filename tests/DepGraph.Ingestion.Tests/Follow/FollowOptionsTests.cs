using DepGraph.Ingestion.Follow;

namespace DepGraph.Ingestion.Tests.Follow;

public sealed class FollowOptionsTests
{
    public static TheoryData<string, Action<object>> Wrong() =>
        new()
        {
            { "Set Follow__Url (or --feed URL", Change(options => options.Url = null) },
            { "Follow:Url is 'feed'", Change(options => options.Url = "feed") },
            { "Follow:Url is 'file:///x'", Change(options => options.Url = "file:///x") },
            { "contains credentials", Change(options => options.Url = "http://me:secret@127.0.0.1/_changes") },
            { "Follow:Since is 'xxx", Change(options => options.Since = new string('x', 5_000)) },
            { "Follow:Interval is '00:00:00'", Change(options => options.Interval = TimeSpan.Zero) },
            { "Follow:Interval is '300.00:00:00'", Change(options => options.Interval = TimeSpan.FromDays(300)) },
            { "Follow:PageSize is '0'", Change(options => options.PageSize = 0) },
            { "Follow:PageSize is '10001'", Change(options => options.PageSize = 10_001) },
            { "Follow:Concurrency is '0'", Change(options => options.Concurrency = 0) },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named_with_its_value(string message, Action<object> change)
    {
        var options = Right();
        change(options);

        var result = new FollowOptionsValidation().Validate(null, options);

        result.Failures.ShouldNotBeNull().ShouldHaveSingleItem().ShouldContain(message);
        result.FailureMessage!.ShouldNotContain("secret");
    }

    [Fact]
    public void Defaults_with_an_address_are_right() =>
        new FollowOptionsValidation().Validate(null, Right()).Succeeded.ShouldBeTrue();

    private static FollowOptions Right() => new() { Url = "http://127.0.0.1/registry/_changes" };

    private static Action<object> Change(Action<FollowOptions> change) => options => change((FollowOptions)options);
}
