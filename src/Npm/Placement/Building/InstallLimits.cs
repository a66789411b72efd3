using DepGraph.Npm.Placement.Tree;

namespace DepGraph.Npm.Placement.Building;

/// <summary>Bounds that no real project reaches, against documents made to exhaust a resolver.</summary>
internal static class InstallLimits
{
    /// <summary>Most packages that a tree may come to while it is built, replaced ones included.</summary>
    public const int MostPlaced = 100_000;

    /// <summary>Most checks of a place; a dense net of peers takes many for each package.</summary>
    public const int MostChecks = 5_000_000;

    /// <exception cref="InstallFailedException">There are more.</exception>
    public static void Check(InstallContext context)
    {
        if (++context.Settled > MostPlaced)
            throw InstallFailedException.Coded(
                InstallProblem.TooLarge,
                $"The tree has more than {MostPlaced} packages; it is not completed."
            );
    }
}
