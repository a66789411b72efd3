using System.Runtime.CompilerServices;

namespace DepGraph.Npm.Placement.Tree;

/// <summary>Bounds that no real project reaches, against documents made to exhaust a resolver.</summary>
internal static class InstallLimits
{
    /// <summary>Nodes whose dependencies are looked at, those looked at again included.</summary>
    private const int MostSettled = 100_000;

    /// <summary>Checks of a place; a dense net of peers takes many for each package.</summary>
    private const int MostChecks = 500_000;

    /// <summary>Distinct packages that are asked for.</summary>
    private const int MostPackages = 50_000;

    /// <summary>Folders within folders; file systems end before that.</summary>
    private const int DeepestFolder = 256;

    /// <summary>Chains of peers; each link is a call within a call.</summary>
    private const int LongestPeerChain = 400;

    public static void CountSettled(InstallContext context) =>
        Check(++context.Settled <= MostSettled, $"it has more than {MostSettled} packages");

    public static void CountCheck(InstallContext context)
    {
        Check(++context.Checks <= MostChecks, "its peer dependencies are too many and too entangled");
        CheckStack();
    }

    public static void CheckPackages(int count) =>
        Check(count <= MostPackages, $"it asks for more than {MostPackages} packages");

    public static void CheckDepth(int depth) =>
        Check(depth <= DeepestFolder, $"it nests more than {DeepestFolder} folders deep");

    public static void CheckPeerChain(int length) =>
        Check(length <= LongestPeerChain, $"it has a chain of more than {LongestPeerChain} peer dependencies");

    /// <summary>Before a method calls itself by way of the tree.</summary>
    public static void CheckStack() =>
        Check(RuntimeHelpers.TryEnsureSufficientExecutionStack(), "its dependencies are too entangled");

    private static void Check(bool isFine, string what)
    {
        if (!isFine)
            throw InstallFailedException.Coded(InstallProblem.TooLarge, $"The tree is not completed: {what}.");
    }
}
