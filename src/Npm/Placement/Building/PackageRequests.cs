using DepGraph.Npm.Packuments;
using DepGraph.Npm.Specs;

namespace DepGraph.Npm.Placement.Building;

/// <summary>
/// Asks the source for packages, each once. As soon as one is not at hand, looks ahead: whatever arrives is followed to what it will
/// probably need, which is asked for too, by itself and while placement waits. Thread-safe.
/// </summary>
internal sealed class PackageRequests(IInstallSource source, CancellationToken cancellationToken)
{
    /// <summary>Packages beyond that number are not asked for ahead.</summary>
    private const int MostAhead = 20_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task<PackumentAnswer>> _answers = [];
    private readonly HashSet<(string Name, string Spec)> _followed = [];
    private volatile bool _isDone;

    /// <summary>The answer for a package, asked for at once unless it was before.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    public ValueTask<PackumentAnswer> GetAsync(string name)
    {
        Task<PackumentAnswer>? answer;
        lock (_lock)
            if (!_answers.TryGetValue(name, out answer))
                answer = Ask([name])[0];
        return answer.IsCompletedSuccessfully
            ? new ValueTask<PackumentAnswer>(answer.Result)
            : new ValueTask<PackumentAnswer>(answer.WaitAsync(cancellationToken));
    }

    /// <summary>Asks for all the packages that these specs name; when one is not at hand, also for what they will need.</summary>
    public void Announce(List<PackageSpec> specs)
    {
        bool isComplete;
        lock (_lock)
            isComplete = AskForUnknown(specs);
        if (!isComplete)
            LookAhead(specs);
    }

    /// <summary>Nothing more will be needed.</summary>
    public void Finish() => _isDone = true;

    /// <returns>Whether all of them are at hand.</returns>
    private bool AskForUnknown(List<PackageSpec> specs)
    {
        List<string>? unknown = null;
        var isComplete = true;
        foreach (var spec in specs)
        {
            if (_answers.TryGetValue(spec.Name!, out var known))
                isComplete &= known.IsCompleted;
            else if (unknown is null || !unknown.Contains(spec.Name!))
                (unknown ??= []).Add(spec.Name!);
        }
        if (unknown is not null)
            foreach (var answer in Ask(unknown))
                isComplete &= answer.IsCompleted;
        return isComplete;
    }

    private IReadOnlyList<Task<PackumentAnswer>> Ask(List<string> names)
    {
        var answers = source.Ask(names);
        for (var i = 0; i < names.Count; i++)
            _answers.Add(names[i], answers[i]);
        return answers;
    }

    /// <summary>Follows specs to what they need, and that to what it needs …; what is not at hand is followed when it arrives.</summary>
    private void LookAhead(List<PackageSpec> specs)
    {
        for (var next = specs; next.Count > 0 && !_isDone && !cancellationToken.IsCancellationRequested; )
        {
            var needed = new List<PackageSpec>();
            foreach (var spec in next)
            {
                Task<PackumentAnswer>? answer;
                lock (_lock)
                    if (!_followed.Add((spec.Name!, spec.FetchSpec)) || !_answers.TryGetValue(spec.Name!, out answer))
                        continue;
                if (answer.IsCompletedSuccessfully)
                    AddNeeds(answer.Result, spec, needed);
                else
                    _ = FollowLaterAsync(answer, spec);
            }
            lock (_lock)
            {
                if (_answers.Count > MostAhead)
                    return;
                AskForUnknown(needed);
            }
            next = needed;
        }
    }

    private async Task FollowLaterAsync(Task<PackumentAnswer> answer, PackageSpec spec)
    {
        // What went wrong shows where placement needs it.
        await ((Task)answer).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding
        );
        if (!answer.IsCompletedSuccessfully || _isDone || cancellationToken.IsCancellationRequested)
            return;
        var needed = new List<PackageSpec>();
        AddNeeds(answer.Result, spec, needed);
        lock (_lock)
        {
            if (_answers.Count > MostAhead)
                return;
            AskForUnknown(needed);
        }
        LookAhead(needed);
    }

    private static void AddNeeds(PackumentAnswer answer, PackageSpec spec, List<PackageSpec> needed)
    {
        if (answer.Packument?.Head is not { } head || head.Pick(spec) is not { } index)
            return;
        var requirements = new List<Requirement>();
        head.AddInstallRequirements(index, requirements);
        foreach (var requirement in requirements)
            if (requirement.Spec is { IsRegistry: true, Registry: { Name: not null } registry })
                needed.Add(registry);
    }
}
