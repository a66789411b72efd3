using System.Collections.Concurrent;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement;

namespace DepGraph.Npm.Tests.Placement;

/// <summary>What placement asks its source for, and when.</summary>
public sealed class SourceTests
{
    private const string Chain = "a 1.0.0: b@1, x@1\nb 1.0.0: c@1\nc 1.0.0: d@1\nd 1.0.0:\nx 1.0.0: y@1\ny 1.0.0:";
    private const string Project = """{"dependencies":{"a":"1"}}""";

    [Fact]
    public async Task A_package_is_asked_for_once()
    {
        var universe = await InstallUniverse.ParseAsync("a 1.0.0: c@1\nb 1.0.0: c@1, a@1\nc 1.0.0:");
        await universe.InstallAsync("""{"dependencies":{"a":"1","b":"1"}}""");
        universe.Batches.SelectMany(batch => batch.Split(' ')).Order().ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task What_a_package_needs_is_asked_for_together()
    {
        var universe = await InstallUniverse.ParseAsync(Chain);
        await universe.InstallAsync(Project);
        universe.Batches.ShouldBe(["a", "b x", "c", "y", "d"], ignoreOrder: true);
    }

    [Fact]
    public async Task While_a_package_is_awaited_the_others_are_followed_to_what_they_need()
    {
        var source = new SlowSource(await InstallUniverse.ParseAsync(Chain));
        var installing = Installation.BuildAsync(ProjectManifest.Of("a", "1"), new InstallOptions(), source).AsTask();
        await source.AskedAsync("a");
        source.Answer("a");
        await source.AskedAsync("b");
        await source.AskedAsync("x");
        // b, which placement waits for, does not come; what x needs is asked for all the same.
        source.Answer("x");
        await source.AskedAsync("y");
        foreach (var name in (string[])["b", "y", "c", "d"])
        {
            await source.AskedAsync(name);
            source.Answer(name);
        }
        (await installing)
            .Packages.Select(InstallUniverse.Place)
            .ShouldBe(["a@1.0.0", "b@1.0.0", "c@1.0.0", "d@1.0.0", "x@1.0.0", "y@1.0.0"]);
    }

    [Fact]
    public async Task A_source_that_fails_fails_the_installation()
    {
        var source = new SlowSource(await InstallUniverse.ParseAsync(Chain));
        var installing = Installation.BuildAsync(ProjectManifest.Of("a", "1"), new InstallOptions(), source).AsTask();
        await source.AskedAsync("a");
        source.Fail("a");
        await Should.ThrowAsync<IOException>(installing);
    }

    [Fact]
    public async Task Waiting_for_a_package_can_be_stopped()
    {
        var source = new SlowSource(await InstallUniverse.ParseAsync(Chain));
        using var stop = new CancellationTokenSource();
        var installing = Installation
            .BuildAsync(ProjectManifest.Of("a", "1"), new InstallOptions(), source, stop.Token)
            .AsTask();
        await source.AskedAsync("a");
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(installing);
    }

    /// <summary>Answers when it is told to.</summary>
    private sealed class SlowSource(InstallUniverse universe) : IInstallSource
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource<PackumentAnswer>> _asked = new();
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _seen = new();

        public IReadOnlyList<Task<PackumentAnswer>> Ask(IReadOnlyList<string> names)
        {
            var answers = names.Select(name => Pending(name).Task).ToList();
            foreach (var name in names)
                Seen(name).TrySetResult();
            return answers;
        }

        public ValueTask<TarballAnswer> OpenAsync(VersionManifest version, CancellationToken cancellationToken) =>
            universe.OpenAsync(version, cancellationToken);

        public Task AskedAsync(string name) => Seen(name).Task.WaitAsync(TimeSpan.FromMinutes(5));

        public void Answer(string name) => Pending(name).SetResult(universe.Ask([name])[0].Result);

        public void Fail(string name) => Pending(name).SetException(new IOException("broken"));

        private TaskCompletionSource<PackumentAnswer> Pending(string name) =>
            _asked.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

        private TaskCompletionSource Seen(string name) =>
            _seen.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
