using DepGraph.Npm.Packuments;
using DepGraph.Npm.Specs;

namespace DepGraph.Ingestion.Dependents.Index;

/// <summary>
/// Whether a range really gets one version of the target: each distinct range is tested once, however many edges have it. For one
/// thread.
/// </summary>
/// <param name="version">The version.</param>
/// <param name="ranges">The texts of the ranges.</param>
internal sealed class RangeTest(VersionManifest version, RangeTexts ranges)
{
    private readonly Dictionary<int, bool> results = [];
    private int lastRange = RangeTexts.None;
    private bool lastResult;

    /// <summary>Whether a range was met that the index does not keep, and was let pass: the head has to be asked.</summary>
    public bool HasPassedUnknown { get; private set; }

    public bool Passes(int range)
    {
        if (range == lastRange)
        {
            return lastResult;
        }

        if (!results.TryGetValue(range, out var result))
        {
            results.Add(range, result = Test(range));
        }

        (lastRange, lastResult) = (range, result);
        return result;
    }

    /// <summary>The same for a requirement at hand.</summary>
    public bool Passes(Requirement requirement) => version.Head.Pick(requirement) == version.Index;

    private bool Test(int range)
    {
        if (range == RangeTexts.TooLong)
        {
            return HasPassedUnknown = true;
        }

        return ranges[range] is { } text
            && PackageSpec.TryResolve(version.Name, text, out var spec, out _)
            && spec.IsRegistry
            && version.Head.Pick(spec) == version.Index;
    }
}
