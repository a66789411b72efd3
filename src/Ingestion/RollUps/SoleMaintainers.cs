using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.Ingestion.RollUps;

/// <summary>
/// Finds the packages of a set that one person alone may publish, grouped by the person: an account's name, or an address where there is no
/// name. Who has most packages first, then by name (ordinal); packages whose maintainers are not known come last.
/// </summary>
internal static class SoleMaintainers
{
    public static IReadOnlyList<SoleMaintainer> Of(
        DependencySet set,
        IReadOnlyDictionary<string, DetailsAnswer> documents
    )
    {
        var unknown = new UnknownDocuments<PackageHead>("The maintainers of");
        var groups = new Dictionary<(string? Name, string? Email), List<(PackageHead Package, Maintainer Person)>>();
        var packages = set.Entries.Select(entry => entry.Version.Head).Distinct();
        foreach (var package in packages.OrderBy(package => package.Name, StringComparer.Ordinal))
        {
            var answer = documents[package.Name];
            if (answer.Details is not { } details)
            {
                unknown.Add(answer, package);
            }
            else if (Only(details.Maintainers) is { } person)
            {
                var key = Identity(person);
                if (!groups.TryGetValue(key, out var group))
                {
                    groups.Add(key, group = []);
                }

                group.Add((package, person));
            }
        }

        return
        [
            .. groups
                .Values.Select(group => new SoleMaintainer(
                    group[0].Person,
                    group.ConvertAll(static member => member.Package)
                ))
                .OrderByDescending(sole => sole.Packages.Count)
                .ThenBy(sole => sole.Maintainer!.Name ?? sole.Maintainer.Email, StringComparer.Ordinal),
            .. unknown.Groups.Select(group => new SoleMaintainer(null, group.Members, group.Reason)),
        ];
    }

    /// <summary>The one person in a list, who may be named twice; null: nobody, or several.</summary>
    private static Maintainer? Only(IReadOnlyList<Maintainer> maintainers) =>
        maintainers.Count > 0 && maintainers.All(other => Identity(other) == Identity(maintainers[0]))
            ? maintainers[0]
            : null;

    private static (string? Name, string? Email) Identity(Maintainer maintainer) =>
        maintainer.Name is { } name ? (name, null) : (null, maintainer.Email);
}
