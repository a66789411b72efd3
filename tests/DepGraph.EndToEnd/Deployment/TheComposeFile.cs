using DepGraph.Testing;

namespace DepGraph.EndToEnd.Deployment;

/// <summary>docker-compose.yml and .env.example, as far as that can be told without an engine.</summary>
public sealed class TheComposeFile
{
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["NEO4J_PASSWORD"] = "a/long pass#word",
        ["REGISTRY_URL"] = "http://127.0.0.1:1/",
    };

    [Fact]
    public async Task The_compose_client_reads_it_with_the_variables_of_the_example()
    {
        var compose = await ComposeFile.ReadAsync(Variables);

        compose
            .GetProperty("services")
            .EnumerateObject()
            .Select(service => service.Name)
            .ShouldBe(["api", "neo4j", "worker"]);
        compose.Environment("api")["Store__Password"].ShouldBe("a/long pass#word");
        compose.Environment("worker")["Registry__Url"].ShouldBe("http://127.0.0.1:1/");
    }

    [Fact]
    public async Task Without_a_password_it_says_what_to_do()
    {
        var (exitCode, _, error) = await ComposeFile.ConfigAsync(new Dictionary<string, string>());

        exitCode.ShouldNotBe(0);
        error.ShouldContain("NEO4J_PASSWORD");
        error.ShouldContain("put a password of at least 8 characters into .env");
    }

    [Fact]
    public async Task Nothing_but_this_machine_reaches_a_port()
    {
        var compose = await ComposeFile.ReadAsync(Variables);

        var ports = compose
            .GetProperty("services")
            .EnumerateObject()
            .Where(service => service.Value.TryGetProperty("ports", out _))
            .SelectMany(service => service.Value.GetProperty("ports").EnumerateArray().Select(port => port.ToString()))
            .ToList();
        ports.Count.ShouldBe(3);
        ports.ShouldAllBe(port => port.StartsWith("127.0.0.1:"));
        ports.ShouldContain(port => port.Contains($":{Dockerfile.Stage("api").Port}"));
    }

    [Fact]
    public async Task Every_service_has_limits_and_the_data_of_neo4j_outlive_its_container()
    {
        var compose = await ComposeFile.ReadAsync(Variables);

        foreach (var service in compose.GetProperty("services").EnumerateObject())
        {
            var limits = service.Value.GetProperty("deploy").GetProperty("resources").GetProperty("limits");
            limits.GetProperty("cpus").ToString().ShouldNotBeEmpty(service.Name);
            limits.GetProperty("memory").ToString().ShouldNotBeEmpty(service.Name);
        }

        compose
            .GetProperty("services")
            .GetProperty("neo4j")
            .GetProperty("volumes")
            .EnumerateArray()
            .Select(volume => volume.ToString())
            .ShouldContain("neo4j-data:/data:rw");
        compose.GetProperty("volumes").EnumerateObject().Select(volume => volume.Name).ShouldContain("neo4j-data");
    }

    [Theory]
    [InlineData("api")]
    [InlineData("worker")]
    public async Task A_program_of_ours_is_not_root_writes_to_no_file_system_and_waits_for_a_healthy_Neo4j(string name)
    {
        var compose = await ComposeFile.ReadAsync(Variables);
        var service = compose.GetProperty("services").GetProperty(name);

        service.GetProperty("build").GetProperty("target").GetString().ShouldBe(name);
        Dockerfile.Stage(name).User.ShouldBe("$APP_UID");
        service.TryGetProperty("user", out _).ShouldBeFalse();
        service.GetProperty("read_only").GetBoolean().ShouldBeTrue();
        service.GetProperty("tmpfs").EnumerateArray().Select(folder => folder.GetString()).ShouldBe(["/tmp"]);
        service.GetProperty("cap_drop").EnumerateArray().Select(right => right.GetString()).ShouldBe(["ALL"]);
        service
            .GetProperty("depends_on")
            .GetProperty("neo4j")
            .GetProperty("condition")
            .GetString()
            .ShouldBe("service_healthy");
        // Its own check is the image's.
        service.TryGetProperty("healthcheck", out _).ShouldBeFalse();
        Dockerfile.Stage(name).HealthCheck.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task No_secret_stands_in_it_the_password_comes_from_the_environment_alone()
    {
        var compose = await ComposeFile.ReadAsync(Variables);

        compose
            .GetProperty("services")
            .EnumerateObject()
            .SelectMany(service => compose.Environment(service.Name))
            .Where(variable => variable.Value.Contains(Variables["NEO4J_PASSWORD"]))
            .Select(variable => variable.Key)
            .Distinct()
            .ShouldBe(["NEO4J_AUTH", "Store__Password"], ignoreOrder: true);
        Dockerfile
            .Stage("api")
            .Environment.Concat(Dockerfile.Stage("worker").Environment)
            .ShouldAllBe(variable => !variable.Key.Contains("Password"));
    }

    [Fact]
    public async Task Its_health_check_of_neo4j_gives_the_shell_of_neo4j_the_password()
    {
        var compose = await ComposeFile.ReadAsync(Variables);
        var check = compose.GetProperty("services").GetProperty("neo4j").GetProperty("healthcheck").GetProperty("test");
        using var folder = new TemporaryFolder();
        // Says what it was given, where Neo4j's own would connect.
        await File.WriteAllTextAsync(folder.File("cypher-shell"), "#!/bin/sh\nprintf '%s\\n' \"$@\" >&2\n");
        await ShellCommand.RunAsync(["chmod", "+x", "cypher-shell"], folder.Path, new Dictionary<string, string?>());

        check[0].GetString().ShouldBe("CMD-SHELL");
        var (exitCode, output) = await ShellCommand.RunAsync(
            // Compose takes two dollar signs for one.
            ["/bin/sh", "-c", check[1].GetString()!.Replace("$$", "$")],
            folder.Path,
            new Dictionary<string, string?>
            {
                ["NEO4J_AUTH"] = compose.Environment("neo4j")["NEO4J_AUTH"],
                ["PATH"] = $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}",
            }
        );

        exitCode.ShouldBe(0, output);
        output.TrimEnd().Split('\n').ShouldBe(["-u", "neo4j", "-p", "a/long pass#word", "RETURN 1"]);
    }

    [Fact]
    public async Task The_npmrc_lies_where_npm_s_configuration_is_read_from()
    {
        var compose = await ComposeFile.ReadAsync(
            new Dictionary<string, string>(Variables) { ["NPMRC"] = "/somewhere/npmrc" }
        );

        var volumes = compose.GetProperty("services").GetProperty("worker").GetProperty("volumes");
        volumes
            .EnumerateArray()
            .Select(volume => volume.ToString())
            .ShouldBe([$"/somewhere/npmrc:{Dockerfile.Stage("worker").Environment["HOME"]}/.npmrc:ro"]);
    }
}
