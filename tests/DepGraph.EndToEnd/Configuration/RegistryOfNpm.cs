using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Configuration;

/// <summary>The registry is the one that npm would ask here, with npm's credentials.</summary>
public sealed class RegistryOfNpm : IAsyncLifetime
{
    private const string Token = "tell-nobody-5f2c";

    private readonly NpmHome home = new();
    private readonly ClosedPort nothing = new();
    private ScriptedRegistry? registry;

    private ScriptedRegistry Registry => registry!;

    public async ValueTask InitializeAsync()
    {
        registry = await ScriptedRegistry.StartAsync();
        registry.Publish("public", Packument.Of("public"));
        registry.Publish("@private/part", Packument.Of("@private/part"));
    }

    public async ValueTask DisposeAsync()
    {
        if (registry is not null)
        {
            await registry.DisposeAsync();
        }

        nothing.Dispose();
        home.Dispose();
    }

    [Fact]
    public async Task Without_any_the_start_says_what_to_set()
    {
        var (exitCode, log) = await DepGraphProgram.RunToEndAsync(home.Settings(), "--urls", "http://127.0.0.1:0");

        exitCode.ShouldBe(1, log);
        log.ShouldContain("Registry__Url");
        log.ShouldContain("NPM_CONFIG_REGISTRY");
        log.ShouldContain(".npmrc");
        log.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("NPM_CONFIG_REGISTRY")]
    [InlineData("npm_config_registry")]
    public Task It_comes_from_the_environment(string variable) =>
        FindsAsync("public", home.Settings().With(variable, Registry.Address.ToString()));

    [Fact]
    public Task It_comes_from_the_users_file_with_variables_expanded()
    {
        home.WriteUserFile("registry=http://127.0.0.1:${E2E_PORT}/");
        return FindsAsync("public", home.Settings().With("E2E_PORT", $"{Registry.Address.Port}"));
    }

    [Fact]
    public Task It_comes_from_the_file_that_npms_userconfig_names()
    {
        File.WriteAllText(home.File("elsewhere"), $"; a comment\nregistry = {Registry.Address}\n");
        return FindsAsync("public", home.Settings().With("NPM_CONFIG_USERCONFIG", home.File("elsewhere")));
    }

    [Fact]
    public Task It_comes_from_the_global_file()
    {
        File.WriteAllText(home.File("global"), $"registry={Registry.Address}");
        return FindsAsync("public", home.Settings().With("npm_config_globalconfig", home.File("global")));
    }

    [Fact]
    public Task The_projects_file_wins_over_the_users()
    {
        home.WriteUserFile($"registry={nothing.Address}");
        home.WriteProjectFile($"registry={Registry.Address}");
        return FindsAsync("public", home.Settings());
    }

    [Fact]
    public Task The_services_own_setting_wins_over_npms()
    {
        home.WriteProjectFile($"registry={nothing.Address}");
        return FindsAsync(
            "public",
            home.Settings()
                .With("NPM_CONFIG_REGISTRY", nothing.Address.ToString())
                .With("Registry__Url", Registry.Address.ToString())
        );
    }

    [Fact]
    public async Task It_comes_from_npm_itself_when_no_setting_names_one()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The stand-in for npm is a shell script.");
            return;
        }

        var npm = Path.Combine(home.Programs, "npm");
        await File.WriteAllTextAsync(
            npm,
            $"#!/bin/sh\n[ \"$*\" = 'config get registry' ] && echo {Registry.Address}\n"
        );
        File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await FindsAsync("public", home.Settings());
    }

    [Fact]
    public async Task A_scope_has_its_own_registry_and_token_and_neither_leaks()
    {
        await using var scoped = await ScriptedRegistry.StartAsync();
        scoped.Publish("@private/part", Packument.Of("@private/part", "public"));
        home.WriteUserFile(
            $$"""
            registry={{Registry.Address}}
            @private:registry={{scoped.Address}}
            //{{scoped.Address.Authority}}/:_authToken=${E2E_TOKEN}
            """
        );
        await using var program = await DepGraphProgram.StartAsync(
            home.Settings().With("E2E_TOKEN", Token).With("Logging__LogLevel__Default", "Trace"),
            home.Project
        );

        var set = (await SetAnswer.AskAsync(program, "@private/part"))!;

        set.Entries.ShouldBe(["public@1.0.0 at 1"]);
        scoped.Requests.ShouldHaveSingleItem().ShouldBe(new("@private/part", $"Bearer {Token}", null));
        Registry.Requests.ShouldHaveSingleItem().ShouldBe(new("public", null, null));
        var log = await LogToEndAsync(program);
        log.ShouldContain(scoped.Address.ToString());
        log.ShouldNotContain(Token);
    }

    [Fact]
    public async Task A_token_that_the_registry_does_not_know_is_a_typed_error_that_names_where_it_comes_from()
    {
        await using var guarded = await ReplayRegistry.StartAsync("--token", "another", "--token-scope", "@syn");
        home.WriteUserFile(
            $"""
            registry={guarded.Address}
            //{guarded.Address.Authority}/:_authToken={Token}
            """
        );
        await using var program = await DepGraphProgram.StartAsync(
            home.Settings().With("Logging__LogLevel__Default", "Trace"),
            home.Project
        );

        var answer = await program.AskAsync(
            """{ package(name: "@syn/leaf") { name } ms: package(name: "ms") { name } }"""
        );

        var error = answer.SingleError();
        error.Code().ShouldBe("REGISTRY_UNAUTHORIZED");
        error.Message().ShouldContain("@syn/leaf");
        error.Message().ShouldContain("_authToken");
        error.GetProperty("extensions").GetProperty("retryable").GetBoolean().ShouldBeFalse();
        answer.GetProperty("data").GetProperty("ms").GetProperty("name").GetString().ShouldBe("ms");
        answer.ToString().ShouldNotContain(Token);
        (await LogToEndAsync(program)).ShouldNotContain(Token);
    }

    [Fact]
    public async Task A_token_that_the_registry_knows_opens_it()
    {
        await using var guarded = await ReplayRegistry.StartAsync("--token", Token);
        home.WriteUserFile(
            $"""
            registry={guarded.Address}
            //{guarded.Address.Authority}/:_authToken={Token}
            """
        );

        await FindsAsync("@syn/leaf", home.Settings());
    }

    [Fact]
    public async Task Credentials_within_the_address_are_sent_and_never_logged()
    {
        await using var program = await DepGraphProgram.StartAsync(
            home.Settings()
                .With("Registry__Url", $"http://user:{Token}@{Registry.Address.Authority}/")
                .With("Logging__LogLevel__Default", "Trace"),
            home.Project
        );

        await program.DataAsync("""{ package(name: "public") { name } }""");

        Registry.Requests.ShouldHaveSingleItem().Authorization!.ShouldStartWith("Basic ");
        var log = await LogToEndAsync(program);
        log.ShouldNotContain(Token);
        log.ShouldNotContain(Registry.Requests[0].Authorization![6..]);
    }

    [Fact]
    public async Task A_file_with_a_variable_that_is_not_set_is_named()
    {
        home.WriteUserFile("registry=http://127.0.0.1:${E2E_NOT_SET}/");

        var (exitCode, log) = await DepGraphProgram.RunToEndAsync(home.Settings(), "--urls", "http://127.0.0.1:0");

        exitCode.ShouldBe(1, log);
        log.ShouldContain("E2E_NOT_SET");
        log.ShouldContain(Path.Combine(home.Home, ".npmrc"));
    }

    /// <summary>All that the program writes in its life, which this ends: what it has written arrives some time later.</summary>
    private static async Task<string> LogToEndAsync(DepGraphProgram program)
    {
        await program.StopAsync();
        return program.Log;
    }

    private async Task FindsAsync(string package, Dictionary<string, string?> settings)
    {
        await using var program = await DepGraphProgram.StartAsync(settings, home.Project);

        var data = await program.DataAsync(
            "query ($name: String!) { package(name: $name) { name latest { version } } }",
            new { name = package }
        );

        data.GetProperty("package").GetProperty("name").GetString().ShouldBe(package);
    }
}
