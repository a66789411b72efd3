using System.Runtime.InteropServices;
using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Resolution;

namespace DepGraph.Ingestion.RollUps;

/// <summary>
/// Counts the versions of a set by licence, as each version declares it: what is spelt differently stands apart. The most frequent first,
/// then by name (ordinal), "none" after the names; what is not known comes last.
/// </summary>
internal static class LicenseCounts
{
    public static IReadOnlyList<LicenseCount> Of(
        DependencySet set,
        IReadOnlyDictionary<string, DetailsAnswer> documents
    )
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var unknown = new UnknownDocuments<VersionManifest>("The licences of");
        var without = 0;
        foreach (var (version, _, _) in set.Entries)
        {
            var answer = documents[version.Name];
            if (answer.Details is not { } details)
            {
                unknown.Add(answer, version);
            }
            else if (details.Find(version.Version) is not { } found)
            {
                unknown.Add(DetailsAnswer.Outdated(version), version);
            }
            else if (string.IsNullOrWhiteSpace(found.License))
            {
                without++;
            }
            else
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, found.License, out _)++;
            }
        }

        var known = counts.Select(pair => new LicenseCount(pair.Key, pair.Value));
        return
        [
            .. (without == 0 ? known : known.Append(new LicenseCount(null, without)))
                .OrderByDescending(license => license.Count)
                .ThenBy(license => license.License is null)
                .ThenBy(license => license.License, StringComparer.Ordinal),
            .. unknown.Groups.Select(group => new LicenseCount(null, group.Members.Count, group.Reason)),
        ];
    }
}
