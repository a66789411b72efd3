using DepGraph.Ingestion.Npmrc;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Ingestion.Tests.Registry;
using DepGraph.Testing;

namespace DepGraph.Ingestion.Tests.Npmrc;

public sealed class RegistryConfigurationSourceTests
{
    [Fact]
    public async Task Npm_is_asked_when_no_setting_names_a_registry()
    {
        using var machine = new NpmMachine()
            .Write("home/.npmrc", "//asked.example/:_authToken=t")
            .InstallNpm(
                "echo 'npm warn something' >&2; [ \"$*\" = 'config get registry' ] && echo http://asked.example/"
            );

        var found = await Source(machine).GetAsync();

        found.Default.Address.ShouldBe(new Uri("http://asked.example/"));
        found.Default.Authorization!.ToString().ShouldBe("Bearer t");
        found.Default.Source.ShouldContain("npm config get registry");
    }

    [Fact]
    public async Task Npm_is_not_asked_when_a_setting_names_one()
    {
        using var machine = new NpmMachine();
        machine
            .Set("NPM_CONFIG_REGISTRY", "http://set.example/")
            .InstallNpm($"touch '{machine.Path("asked")}'; echo http://asked.example/");

        var found = Source(machine).GetAsync();

        found.IsCompleted.ShouldBeTrue();
        (await found).Default.Address.ShouldBe(new Uri("http://set.example/"));
        File.Exists(machine.Path("asked")).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_npm_and_setting_the_error_comes_at_once_and_says_what_to_set()
    {
        using var machine = new NpmMachine();

        var found = Source(machine).GetAsync();

        found.IsCompleted.ShouldBeTrue();
        var e = await Should.ThrowAsync<RegistryConfigurationException>(found);
        e.Message.ShouldContain("Registry__Url");
        e.Message.ShouldContain("NPM_CONFIG_REGISTRY");
        e.Message.ShouldContain(".npmrc");
        e.Message.ShouldContain("npm is not installed");
    }

    [Theory]
    [InlineData("echo undefined")]
    [InlineData("echo http://asked.example/; exit 1")]
    [InlineData("exit 0")]
    public async Task An_npm_that_names_none_is_no_answer(string script)
    {
        using var machine = new NpmMachine().InstallNpm(script);

        var e = await Should.ThrowAsync<RegistryConfigurationException>(Source(machine).GetAsync());

        e.Message.ShouldContain(machine.Path("node/lib/node_modules/npm/bin/npm-cli.js"));
    }

    [Fact]
    public async Task An_npm_that_hangs_is_given_up()
    {
        using var machine = new NpmMachine().InstallNpm("exec sleep 600");

        var time = new ManualTime();

        var found = Source(machine, time).GetAsync();
        await Service.Eventually(() => found.IsCompleted, () => time.Advance(TimeSpan.FromSeconds(1)));

        await Should.ThrowAsync<RegistryConfigurationException>(found);
    }

    /// <summary>On a clock that stands still npm may take as long as it takes.</summary>
    private static RegistryConfigurationSource Source(NpmMachine machine, TimeProvider? time = null) =>
        new(
            machine.Host,
            registryUrl: null,
            time ?? new ManualTime(),
            new RecordingLogger<RegistryConfigurationSource>()
        );
}
