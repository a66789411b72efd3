using DepGraph.Npm.Packuments;

namespace DepGraph.Storage;

/// <summary>
/// A number that is equal for equal lists of requirements: FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) over kind,
/// name and range. It tells whether a version's stored relationships are those its head declares.
/// </summary>
internal static class RequirementShape
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>No UTF-16 code unit has this value, so two texts never run into one another.</summary>
    private const ulong End = 0x1_0000;

    private const ulong Absent = 0x1_0001;

    public static long Of(IReadOnlyList<Requirement> requirements)
    {
        var hash = Offset;
        for (var i = 0; i < requirements.Count; i++)
        {
            var requirement = requirements[i];
            hash = (hash ^ (ulong)requirement.Kind) * Prime;
            hash = Mix(Mix(hash, requirement.Name), requirement.Range);
        }
        return unchecked((long)hash);
    }

    /// <summary>The same over any texts, of which some may be null.</summary>
    public static long OfTexts(params ReadOnlySpan<string?> texts)
    {
        var hash = Offset;
        foreach (var text in texts)
            hash = text is null ? (hash ^ Absent) * Prime : Mix(hash, text);
        return unchecked((long)hash);
    }

    private static ulong Mix(ulong hash, string text)
    {
        foreach (var unit in text)
            hash = (hash ^ unit) * Prime;
        return (hash ^ End) * Prime;
    }
}
