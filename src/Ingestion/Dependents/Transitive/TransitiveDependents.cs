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
/// <param name="starts">Where each depth begins among them, from depth 1 on, and the end of the last.</param>
/// <param name="isExact">Whether the index had taken in all that was stored.</param>
internal sealed class TransitiveDependents(
    TransitiveKey key,
    PackageNames names,
    int root,
    int[] packages,
    int[] starts,
    bool isExact
)
{
    private const int FixedBytes = 200;

    public TransitiveKey Key => key;

    /// <summary>Names this object in cursors.</summary>
    public string Revision { get; } = "d" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    public int Count => packages.Length;

    public bool IsExact => isExact;

    public long Bytes => FixedBytes + (4L * packages.Length) + (4L * starts.Length);

    public string NameAt(int index) => names.TextOf(packages[index]);

    public int DepthAt(int index)
    {
        var depth = 1;
        while (starts[depth] <= index)
        {
            depth++;
        }

        return depth;
    }

    /// <summary>Whether a package is so many steps away; 0: it is the root.</summary>
    public bool IsAt(string package, int depth)
    {
        var number = names.Find(package);
        if (number < 0 || number == root || depth < 1 || depth >= starts.Length)
        {
            return number >= 0 && number == root && depth == 0;
        }

        var (low, high) = (starts[depth - 1], starts[depth]);
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            var order = names.Compare(packages[middle], number);
            if (order == 0)
            {
                return true;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle);
        }

        return false;
    }
}
