using DepGraph.Bolt.PackStream;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Specs;

namespace DepGraph.Storage.Neo4j.Relations;

/// <summary>
/// The nodes that a transaction needs, each looked up once: packages, in the order of their names, so that transactions which create or
/// lock the same ones do so in the same order, and what requirements mean that mean no package. Edges name them by their place.
/// </summary>
internal sealed class TargetIndex
{
    /// <summary>Gives the nodes that the parameters of <see cref="Write"/> name, as the lists <c>packages</c> and <c>externals</c>.</summary>
    public const string Cypher = """
        CALL () {
          UNWIND $names AS row
          MERGE (p:Package {name: row[0]})
          ON CREATE SET p.purl = row[1], p.ecosystem = 'npm', p.state = 'NAMED'
          RETURN collect(p) AS packages
        }
        CALL () {
          UNWIND $externals AS type
          MERGE (x:External {type: type})
          RETURN collect(x) AS externals
        }
        """;

    private readonly HashSet<string> _packages = new(StringComparer.Ordinal);
    private readonly HashSet<string> _externals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _packagePlaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _externalPlaces = new(StringComparer.Ordinal);

    /// <summary>The package that a requirement means; null when it means none that can have a node.</summary>
    public static string? PackageOf(Requirement requirement) =>
        requirement.PackageName is { } name && IndexKey.Fits(name) ? name : null;

    public void Add(string package) => _packages.Add(package);

    public void Add(IReadOnlyList<Requirement> requirements)
    {
        for (var i = 0; i < requirements.Count; i++)
        {
            if (PackageOf(requirements[i]) is { } name)
                Add(name);
            else
                _externals.Add(KindText.OfExternal(requirements[i]));
        }
    }

    /// <summary>Gives every node its place; to be called once, after all are added.</summary>
    public void Number()
    {
        foreach (var name in _packages.Order(StringComparer.Ordinal))
            _packagePlaces.Add(name, _packagePlaces.Count);
        foreach (var type in _externals.Order(StringComparer.Ordinal))
            _externalPlaces.Add(type, _packagePlaces.Count + _externalPlaces.Count);
    }

    public int PlaceOf(string package) => _packagePlaces[package];

    /// <summary>The parameters <c>names</c> and <c>externals</c>.</summary>
    public void Write(PackStreamWriter writer)
    {
        writer.ListEntry("names", _packagePlaces.Count);
        foreach (var name in _packagePlaces.Keys.Order(StringComparer.Ordinal))
        {
            writer.WriteListHeader(2);
            writer.WriteString(name);
            writer.WriteString(PackageUrl.Of(name));
        }
        writer.Entry("externals", _externals.Order(StringComparer.Ordinal).ToArray());
    }

    /// <summary>A list of <c>[place, kind, range, alias]</c>.</summary>
    public void WriteEdges(PackStreamWriter writer, IReadOnlyList<Requirement> requirements)
    {
        writer.WriteListHeader(requirements.Count);
        for (var i = 0; i < requirements.Count; i++)
            WriteEdge(writer, requirements[i]);
    }

    private void WriteEdge(PackStreamWriter writer, Requirement requirement)
    {
        var name = PackageOf(requirement);
        writer.WriteListHeader(4);
        writer.WriteInteger(name is null ? _externalPlaces[KindText.OfExternal(requirement)] : _packagePlaces[name]);
        writer.WriteString(KindText.Of(requirement.Kind));
        writer.WriteString(requirement.Range);
        writer.WriteText(requirement.Name == name ? null : requirement.Name);
    }
}
