using System.Buffers;
using System.Text;
using System.Text.Json;
using DepGraph.Npm.Placement;
using DepGraph.Npm.Tests.Placement.Oracle;
using DepGraph.Testing;

namespace DepGraph.Npm.Tests.Placement;

/// <summary>Lock files beside npm's own, and npm's opinion of them.</summary>
public sealed class LockFileTests(LockFileTests.RegistryFixture registry) : IClassFixture<LockFileTests.RegistryFixture>
{
    [Theory]
    [InlineData("npm/roots/small")]
    [InlineData("npm/roots/alias")]
    [InlineData("npm/roots/react")]
    [InlineData("npm/roots/dist-tags")]
    [InlineData("npm/synthetic/roots/bundled")]
    [InlineData("npm/synthetic/roots/bundled-all")]
    [InlineData("npm/synthetic/roots/shrinkwrap")]
    [InlineData("npm/synthetic/roots/peer-auto")]
    [InlineData("npm/synthetic/roots/deprecated")]
    [InlineData("npm/synthetic/roots/override-nested")]
    [InlineData("npm/synthetic/roots/accept-dependencies")]
    public async Task The_lock_file_is_npms_field_by_field_and_npm_accepts_it(string root)
    {
        var manifest = Path.Combine(Equipment.Require(root), "package.json");
        using var folder = new TemporaryFolder();
        var npms = folder.File("npm.json");
        var (exitCode, output, error) = await NodeProcess.RunAsync(
            Equipment.Require("npm/oracle.mjs"),
            ["--registry", $"{registry.Address}", "--lock", npms, manifest],
            TestContext.Current.CancellationToken
        );
        exitCode.ShouldBe(0, error);
        using var answer = JsonDocument.Parse(output);
        var expected = new OracleAnswer(root, answer.RootElement);
        var installation = await Installation.BuildAsync(
            expected.Project,
            expected.Options,
            CorpusSource.Shared,
            TestContext.Current.CancellationToken
        );
        using var npmsLock = JsonDocument.Parse(await File.ReadAllTextAsync(npms));
        OracleComparison.CompareLock(npmsLock.RootElement, OracleComparison.LockOf(installation)).ShouldBeNull();
        await ShouldBeAcceptedAsync(folder.File("project"), manifest, installation);
    }

    [Fact]
    public async Task It_is_indented_and_sorted_as_npm_writes_it()
    {
        var installation = await InstallUniverse.InstallAsync(
            "b 1.0.0: a@^1\na 1.0.0:",
            """{"name":"p","version":"1.0.0","devDependencies":{"b":"^1.0.0","c":"npm:a@1"}}"""
        );
        var output = new ArrayBufferWriter<byte>();
        installation.WriteLockFile(output);
        Encoding
            .UTF8.GetString(output.WrittenSpan)
            .ShouldBe(
                """
                {
                  "name": "p",
                  "version": "1.0.0",
                  "lockfileVersion": 3,
                  "requires": true,
                  "packages": {
                    "": {
                      "name": "p",
                      "version": "1.0.0",
                      "devDependencies": {
                        "b": "^1.0.0",
                        "c": "npm:a@1"
                      }
                    },
                    "node_modules/a": {
                      "version": "1.0.0",
                      "dev": true
                    },
                    "node_modules/b": {
                      "version": "1.0.0",
                      "dev": true,
                      "dependencies": {
                        "a": "^1"
                      }
                    },
                    "node_modules/c": {
                      "name": "a",
                      "version": "1.0.0",
                      "dev": true
                    }
                  }
                }

                """,
                StringCompareShould.IgnoreLineEndings
            );
    }

    private async Task ShouldBeAcceptedAsync(string folder, string manifest, Installation installation)
    {
        Directory.CreateDirectory(folder);
        File.Copy(manifest, Path.Combine(folder, "package.json"));
        var output = new ArrayBufferWriter<byte>();
        installation.WriteLockFile(output);
        await File.WriteAllBytesAsync(Path.Combine(folder, "package-lock.json"), output.WrittenSpan.ToArray());
        string[] common =
        [
            "--no-audit",
            "--no-fund",
            "--no-update-notifier",
            "--replace-registry-host=always",
            $"--registry={registry.Address}",
            $"--cache={Path.Combine(folder, "cache")}",
            $"--userconfig={Path.Combine(folder, "npmrc")}",
        ];
        var (exitCode, report) = await NodeProcess.RunNpmAsync(
            folder,
            ["ci", "--dry-run", "--ignore-scripts", .. common]
        );
        exitCode.ShouldBe(0, report);
        (exitCode, report) = await NodeProcess.RunNpmAsync(folder, ["ls", "--all", "--package-lock-only", .. common]);
        exitCode.ShouldBe(0, report);
    }

    /// <summary>One registry for all of these tests.</summary>
    public sealed class RegistryFixture : IAsyncLifetime
    {
        private ReplayRegistry? _registry;

        public Uri Address => _registry?.Address ?? throw new InvalidOperationException(Equipment.Require("npm"));

        public async ValueTask InitializeAsync()
        {
            if (Equipment.IsPresent)
                _registry = await ReplayRegistry.StartAsync();
        }

        public async ValueTask DisposeAsync()
        {
            if (_registry is not null)
                await _registry.DisposeAsync();
        }
    }
}
