using System.Collections.Concurrent;

namespace DepGraph.Storage;

/// <summary>
/// Packages whose stored bytes did not decode: they read as not held, and their next write replaces the bytes although the
/// content hash says that nothing changed.
/// </summary>
internal sealed class DamagedHeads
{
    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);

    public bool Contains(string name) => _names.ContainsKey(name);

    /// <summary>False when it is known already.</summary>
    public bool Add(string name) => _names.TryAdd(name, true);

    public bool Remove(string name) => _names.TryRemove(name, out _);
}
