using System.Security.Cryptography;
using DepGraph.Ingestion.Dependents.Index;

namespace DepGraph.Ingestion.Dependents.Transitive;

/// <summary>
/// The packages whose latest version depends on a package directly or through others, each with the length of its shortest way there, by
/// that and then by name. Of one moment, and immutable.
/// </summary>
/// <param name="key">What was asked for.</param>
/// <param name="names">The numbers' names.</param>
/// <param name="root">The package that is depended upon.</param>
/// <param name="packages">In their order.</param>
/// <param name="depths">Depth by number; 0: none of them.</param>
/// <param name="isExact">Whether the index had taken in all that was stored.</param>
internal sealed class TransitiveDependents(
    TransitiveKey key,
    PackageNames names,
    int root,
    int[] packages,
    ushort[] depths,
    bool isExact
)
{
    private const int FixedBytes = 200;

    public TransitiveKey Key => key;

    /// <summary>Names this object in cursors.</summary>
    public string Revision { get; } = "d" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    public int Count => packages.Length;

    public bool IsExact => isExact;

    public long Bytes => FixedBytes + (4L * packages.Length) + (2L * depths.Length);

    public string NameAt(int index) => names.TextOf(packages[index]);

    public int DepthAt(int index) => depths[packages[index]];

    /// <summary>Whether a package is so many steps away; 0: it is the root.</summary>
    public bool IsAt(string package, int depth) =>
        names.Find(package) is >= 0 and var number
        && (number == root ? depth == 0 : depth > 0 && number < depths.Length && depths[number] == depth);
}
