using System.Net;
using System.Net.Sockets;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Configuration;

/// <summary>A wrong value stops the start with one line that names the setting and the value.</summary>
public sealed class WrongSettings : IDisposable
{
    private const string Prefix = "DepGraph cannot start: ";

    private readonly TemporaryFolder folder = new();
    private readonly ClosedPort registry = new();

    public void Dispose()
    {
        registry.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("Ingestion__WaitSeconds", "abc")]
    [InlineData("Ingestion__WaitSeconds", "-1")]
    [InlineData("Ingestion__MaxWaitSeconds", "100000")]
    [InlineData("Ingestion__Freshness", "soon")]
    [InlineData("Ingestion__Freshness", "0")]
    [InlineData("Ingestion__RefreshInterval", "-00:00:01")]
    [InlineData("Ingestion__Concurrency", "0")]
    [InlineData("Ingestion__Concurrency", "1.5")]
    [InlineData("Store__Uri", "nonsense")]
    [InlineData("Store__Uri", "http://host.invalid/graph")]
    [InlineData("Registry__Url", "ftp://host.invalid/")]
    [InlineData("Registry__Url", "no address")]
    [InlineData("Registry__MaxRetries", "many")]
    [InlineData("Registry__MaxRetries", "99")]
    [InlineData("Follow__Url", "no address")]
    [InlineData("Api__MaxBodyBytes", "1")]
    [InlineData("GraphQL__MaxDepth", "deep")]
    [InlineData("Logging__Format", "xml")]
    [InlineData("Logging__LogLevel__Default", "Loud")]
    public async Task It_is_named_with_its_value_and_the_program_ends(string name, string value)
    {
        var (exitCode, log) = await DepGraphProgram.RunToEndAsync(
            Usual().With(name, value),
            "--urls",
            "http://127.0.0.1:0"
        );

        exitCode.ShouldBe(1, log);
        var line = OnlyComplaint(log);
        line.ShouldContain(name.Replace("__", ":"));
        line.ShouldContain(value);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://127.0.0.1:5080")]
    [InlineData("http://127.0.0.1:99999")]
    public async Task An_address_that_is_none_is_named(string urls)
    {
        var (exitCode, log) = await DepGraphProgram.RunToEndAsync(Usual(), "--urls", urls);

        exitCode.ShouldBe(1, log);
        var line = OnlyComplaint(log);
        line.ShouldContain("urls");
        line.ShouldContain(urls);
    }

    [Fact]
    public async Task An_address_from_the_environment_that_is_none_is_named()
    {
        var (exitCode, log) = await DepGraphProgram.RunToEndAsync(Usual().With("ASPNETCORE_URLS", "nonsense"));

        exitCode.ShouldBe(1, log);
        OnlyComplaint(log).ShouldContain("nonsense");
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_the_way_out()
    {
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();
        var url = $"http://{occupant.LocalEndpoint}";

        var (exitCode, log) = await DepGraphProgram.RunToEndAsync(Usual(), "--urls", url);

        exitCode.ShouldBe(1, log);
        var line = OnlyComplaint(log);
        line.ShouldContain(url);
        line.ShouldContain("in use");
        line.ShouldContain("--urls");
    }

    [Fact]
    public async Task A_neo4j_address_is_refused_without_its_password()
    {
        var (exitCode, log) = await DepGraphProgram.RunToEndAsync(
            Usual()
                .With("Store__Uri", "neo4j://user:open-sesame@host.invalid:7687")
                .With("Store__Username", "user")
                .With("Store__Password", "open-sesame"),
            "--urls",
            "http://127.0.0.1:0"
        );

        exitCode.ShouldBe(1, log);
        OnlyComplaint(log).ShouldContain("Store:Uri");
        log.ShouldNotContain("open-sesame");
    }

    [Fact]
    public async Task A_file_of_something_else_is_refused_and_left_as_it_is()
    {
        var path = folder.File("notes.txt");
        var text = string.Join('\n', Enumerable.Repeat("These are notes, not a database.", 100));
        await File.WriteAllTextAsync(path, text);

        var (exitCode, log) = await DepGraphProgram.RunToEndAsync(
            Usual().With("Store__Uri", $"sqlite:{path}"),
            "--urls",
            "http://127.0.0.1:0"
        );

        exitCode.ShouldBe(1, log);
        OnlyComplaint(log).ShouldContain(path);
        (await File.ReadAllTextAsync(path)).ShouldBe(text);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        var blocker = folder.File("a-file");
        await File.WriteAllTextAsync(blocker, "not a folder");
        var path = Path.Combine(blocker, "graph.db");

        var (exitCode, log) = await DepGraphProgram.RunToEndAsync(
            Usual().With("Store__Uri", $"sqlite:{path}"),
            "--urls",
            "http://127.0.0.1:0"
        );

        exitCode.ShouldBe(1, log);
        OnlyComplaint(log).ShouldContain(blocker);
    }

    [Fact]
    public async Task Two_wrong_settings_of_one_section_are_both_named()
    {
        var (exitCode, log) = await DepGraphProgram.RunToEndAsync(
            Usual().With("Ingestion__Concurrency", "0").With("Ingestion__RefreshRate", "0"),
            "--urls",
            "http://127.0.0.1:0"
        );

        exitCode.ShouldBe(1, log);
        var lines = Complaints(log);
        lines.ShouldContain(line => line.Contains("Ingestion:Concurrency"));
        lines.ShouldContain(line => line.Contains("Ingestion:RefreshRate"));
    }

    private Dictionary<string, string?> Usual() => Settings.For(registry.Address, folder);

    private static string OnlyComplaint(string log) => Complaints(log).ShouldHaveSingleItem();

    /// <summary>The lines that say why; a stack trace would be a complaint that nobody can use.</summary>
    private static List<string> Complaints(string log)
    {
        log.ShouldNotContain("   at ");
        return [.. log.Split('\n').Where(line => line.StartsWith(Prefix, StringComparison.Ordinal))];
    }
}
