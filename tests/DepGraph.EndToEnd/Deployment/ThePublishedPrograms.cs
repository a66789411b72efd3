using System.Net.Http.Json;
using System.Text.Json;
using DepGraph.Bolt;
using DepGraph.EndToEnd.Answers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Deployment;

/// <summary>
/// What the images hold, started as the containers would be: entry point and environment of the Dockerfile, and over that the environment
/// of docker-compose.yml. Only addresses and folders are others.
/// </summary>
public sealed class ThePublishedPrograms(PublishedImages images) : IClassFixture<PublishedImages>
{
    private const string UnknownSetting = "There is no setting";

    [Fact]
    public async Task An_api_and_a_worker_answer_together_and_their_health_checks_follow_them()
    {
        await using var worker = await StartWorkerAsync(await WorkerEnvironmentAsync());
        await using var api = await StartApiAsync();

        await Eventually.HoldAsync(async () => await HealthAsync(worker) == 0, "the worker's health check passes");
        await Eventually.HoldAsync(async () => await HealthAsync(api) == 0, "the API's health check passes");
        // Its users call it so.
        string[] named = [Path.Combine(images.Folder("worker"), "depgraph"), "health"];
        (await worker.ExecuteAsync(named)).ExitCode.ShouldBe(0);
        (await LatestAsync(api, "ms")).ShouldNotBeNullOrEmpty();
        api.Log.ShouldNotContain(UnknownSetting);
        worker.Log.ShouldNotContain(UnknownSetting);

        (await worker.StopAsync()).ShouldBe(0, worker.Log);
        (await HealthAsync(worker)).ShouldNotBe(0);
        (await api.StopAsync()).ShouldBe(0, api.Log);
        (await HealthAsync(api)).ShouldNotBe(0);
    }

    [Fact]
    public async Task A_worker_that_is_given_no_registry_takes_the_one_of_the_npmrc()
    {
        var home = Directory.CreateDirectory(images.Files.File("home")).FullName;
        await File.WriteAllTextAsync(Path.Combine(home, ".npmrc"), $"registry={images.Registry.Address}\n");
        var environment = await WorkerEnvironmentAsync(registry: "");
        environment["HOME"] = home;

        await using var worker = await StartWorkerAsync(environment);

        worker.Log.ShouldContain(images.Registry.Address.ToString());
    }

    [Fact]
    public async Task Every_setting_of_neo4j_in_compose_is_one_of_neo4j()
    {
        await using var driver = GraphDatabase.Driver(
            images.Server.Uri,
            AuthTokens.Basic(images.Server.User, images.Server.Password)
        );
        var known = await driver
            .ExecutableQuery("SHOW SETTINGS YIELD name RETURN name")
            .ExecuteAsync(TestContext.Current.CancellationToken);
        var compose = await ComposeAsync();

        // How Neo4j's image makes settings of variables: one underscore is a dot, two are an underscore.
        var settings = compose
            .Environment("neo4j")
            .Keys.Where(name => name.StartsWith("NEO4J_") && name != "NEO4J_AUTH")
            .Select(name => name["NEO4J_".Length..].Replace("__", "\0").Replace('_', '.').Replace('\0', '_'))
            .ToList();
        settings.Count.ShouldBeGreaterThan(3);
        settings.Except(known.Result.Select(row => row.Get<string>("name"))).ShouldBeEmpty();
    }

    [Fact]
    public void The_images_health_checks_ask_where_the_programs_are()
    {
        var api = Dockerfile.Stage("api");
        api.Environment["ASPNETCORE_URLS"].ShouldEndWith($":{api.Port}");
        api.HealthCheck[^1].ShouldContain($"/dev/tcp/127.0.0.1/{api.Port} ");
        Dockerfile.Stage("worker").Environment["Ingestion__HealthFile"].ShouldStartWith("/tmp/");
    }

    private async Task<JsonElement> ComposeAsync(string? registry = null) =>
        await ComposeFile.ReadAsync(
            new Dictionary<string, string>
            {
                ["NEO4J_PASSWORD"] = images.Server.Password,
                ["REGISTRY_URL"] = registry ?? images.Registry.Address.ToString(),
            }
        );

    private Task<PublishedProgram> StartWorkerAsync(Dictionary<string, string?> environment) =>
        PublishedProgram.StartAsync(
            images.Folder("worker"),
            Dockerfile.Stage("worker").EntryPoint,
            environment,
            "takes its work from ()"
        );

    private async Task<PublishedProgram> StartApiAsync()
    {
        var environment = EnvironmentOf("api", await ComposeAsync());
        environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        return await PublishedProgram.StartAsync(
            images.Folder("api"),
            Dockerfile.Stage("api").EntryPoint,
            environment,
            """listening on: [\\"]*(http://127\.0\.0\.1:[0-9]+)"""
        );
    }

    private async Task<Dictionary<string, string?>> WorkerEnvironmentAsync(string? registry = null)
    {
        var environment = EnvironmentOf("worker", await ComposeAsync(registry));
        environment["Ingestion__HealthFile"] = images.Files.File("worker.health");
        return environment;
    }

    /// <summary>The image's environment with the service's over it, and Neo4j's address where the name of its container stands.</summary>
    private Dictionary<string, string?> EnvironmentOf(string service, JsonElement compose)
    {
        var environment = Dockerfile
            .Stage(service)
            .Environment.ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        foreach (var (name, value) in compose.Environment(service))
        {
            environment[name] = value;
        }

        var store = new Uri(environment["Store__Uri"]!);
        store.Host.ShouldBe("neo4j");
        environment["Store__Uri"] = $"{store.Scheme}://{images.Server.Uri.Authority}";
        environment["HOME"] = images.Files.Path;
        return environment;
    }

    /// <summary>The exit code of an image's health check, run beside its program.</summary>
    private static async Task<int> HealthAsync(PublishedProgram program)
    {
        var isApi = program.Announcement.Length > 0;
        var stage = Dockerfile.Stage(isApi ? "api" : "worker");
        IEnumerable<string> command = stage.HealthCheck;
        if (isApi)
        {
            var port = new Uri(program.Announcement).Port;
            command = command.Select(part => part.Replace($"/{stage.Port} ", $"/{port} "));
        }

        return (await program.ExecuteAsync([.. command])).ExitCode;
    }

    private static async Task<string?> LatestAsync(PublishedProgram api, string package)
    {
        using var http = new HttpClient { BaseAddress = new Uri(api.Announcement) };
        var query = $$"""{ package(name: "{{package}}") { latest { version } } }""";
        var answer = await Eventually.BecomesAsync(
            async () =>
            {
                using var response = await http.PostAsJsonAsync("graphql", new { query });
                return await response.Content.ReadFromJsonAsync<JsonElement>();
            },
            answer => !answer.TryGetProperty("errors", out _),
            "a worker has fetched what the API was asked for"
        );
        return answer
            .GetProperty("data")
            .GetProperty("package")
            .GetProperty("latest")
            .GetProperty("version")
            .GetString();
    }
}
