namespace DepGraph.Bolt.Tests.Fakes;

/// <summary>A request as the server read it.</summary>
/// <param name="Name">HELLO, RUN …</param>
/// <param name="Fields">Its fields.</param>
internal sealed record ScriptedRequest(string Name, object?[] Fields)
{
    /// <summary>A field that is a map.</summary>
    public IReadOnlyDictionary<string, object?> Map(int field) => (IReadOnlyDictionary<string, object?>)Fields[field]!;

    public override string ToString() => Name;
}
