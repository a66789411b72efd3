using DepGraph.Npm.Packuments;

namespace DepGraph.Npm.Resolution;

/// <summary>Collects each package once, with the answer that was got for it.</summary>
internal sealed class HeadUses
{
    private readonly HashSet<PackageHead> _found = [];
    private readonly HashSet<string> _missing = [];
    private readonly List<HeadUse> _uses = [];

    public void Add(PackageHead head)
    {
        if (_found.Add(head))
            _uses.Add(new HeadUse(head.Name, HeadStatus.Found, head));
    }

    /// <summary>Adds the package of a requirement that did not resolve, if it names one.</summary>
    public void Add(Requirement requirement, ResolutionState state, IHeadSource source)
    {
        if (requirement.PackageName is not { } name)
            return;
        if (state == ResolutionState.NoMatchingVersion && source.Find(name).Head is { } head)
            Add(head);
        else if (_missing.Add(name))
            _uses.Add(new HeadUse(name, StatusOf(state), null));
    }

    public HeadUse[] ToArray() => [.. _uses];

    private static HeadStatus StatusOf(ResolutionState state) =>
        state switch
        {
            ResolutionState.PackageNotFound => HeadStatus.NotFound,
            ResolutionState.Pending => HeadStatus.Pending,
            _ => HeadStatus.Failed,
        };
}
