using System.Collections.Concurrent;
using DepGraph.Bolt.Internal.Connections;

namespace DepGraph.Bolt.Internal.Routing;

/// <summary>
/// Which home database each user had last. A guess, good enough to choose a server where that finds the database itself: it says then
/// which one it was.
/// </summary>
internal sealed class HomeDatabases
{
    private const int MaxUsers = 1000;

    private readonly ConcurrentDictionary<(string?, object?), string> names = new();

    public string? Find(in AcquireRequest request) => names.GetValueOrDefault(Key(request));

    public void Store(in AcquireRequest request, string database)
    {
        if (names.Count >= MaxUsers)
        {
            names.Clear();
        }

        names[Key(request)] = database;
    }

    /// <summary>There is no such database any more.</summary>
    public void Forget(in AcquireRequest request) => names.TryRemove(Key(request), out _);

    private static (string? ImpersonatedUser, object? Auth) Key(in AcquireRequest request) =>
        (request.ImpersonatedUser, request.Auth);
}
