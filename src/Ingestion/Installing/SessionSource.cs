using DepGraph.Ingestion.Graph;
using DepGraph.Ingestion.Registry;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement;
using DepGraph.Npm.Resolution;

namespace DepGraph.Ingestion.Installing;

/// <summary>The packages that one operation sees, for placement. What is at hand completes at once.</summary>
internal sealed class SessionSource(GraphSession session, TarballListings tarballs) : IInstallSource
{
    private volatile string? ingestionId;
    private volatile bool isPending;

    /// <summary>Whether something did not come in time.</summary>
    public bool IsPending => isPending;

    /// <summary>The ingestion that goes on fetching the first of what did not come in time; null: none.</summary>
    public string? IngestionId => ingestionId;

    public IReadOnlyList<Task<PackumentAnswer>> Ask(IReadOnlyList<string> names)
    {
        var known = session.FindHeadsAsync(names);
        var stored = known.IsCompletedSuccessfully ? Task.CompletedTask : known.AsTask();
        var answers = new Task<PackumentAnswer>[names.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            var answer = LoadAsync(names[i], stored);
            answers[i] = answer.IsCompletedSuccessfully ? Task.FromResult(answer.Result) : answer.AsTask();
        }

        return answers;
    }

    public async ValueTask<TarballAnswer> OpenAsync(VersionManifest version, CancellationToken cancellationToken)
    {
        var opening = tarballs.OpenAsync(TarballRequest.Of(version));
        if (await session.WaitForAsync((Task)opening))
        {
            return await opening;
        }

        isPending = true;
        return TarballAnswer.Failed(AnswerCodes.Pending, "It is still being fetched.");
    }

    private async ValueTask<PackumentAnswer> LoadAsync(string name, Task stored)
    {
        await stored;
        var package = session.TryGetPackage(name);
        if (package is { Head: null })
        {
            return Answer(package.Status, package.Code, package.Message, package.IngestionId);
        }

        var details = package is null ? await session.FetchFullAsync(name) : await session.GetDetailsAsync(name);
        if (details.Details is not { } full)
        {
            return Answer(details.Status, details.Code, details.Message, details.IngestionId);
        }

        package ??= await session.GetPackageAsync(name);
        return package.Head is { } head
            ? PackumentAnswer.Found(new Packument(head, full))
            : Answer(package.Status, package.Code, package.Message, package.IngestionId);
    }

    private PackumentAnswer Answer(HeadStatus status, string? code, string? message, string? ingestion)
    {
        if (status == HeadStatus.NotFound && code != AnswerCodes.InvalidName)
        {
            return PackumentAnswer.NotFound;
        }

        if (status == HeadStatus.Pending)
        {
            isPending = true;
            ingestionId ??= ingestion;
        }

        return PackumentAnswer.Failed(code!, message!);
    }
}
