using System.Runtime.InteropServices;
using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>What HELLO says beside the credentials.</summary>
/// <param name="UserAgent">The program's name.</param>
/// <param name="RoutingContext">What a cluster is to know; null where a server is spoken to directly.</param>
/// <param name="MinimumSeverity">The least severity of notifications; null leaves it to the server.</param>
/// <param name="DisabledCategories">The unwanted classes of notifications; null leaves it to the server.</param>
internal sealed record HelloOptions(
    string UserAgent,
    IReadOnlyDictionary<string, string>? RoutingContext,
    Severity? MinimumSeverity,
    IReadOnlyList<Category>? DisabledCategories
)
{
    /// <summary>Writes one map.</summary>
    public void Write(PackStreamWriter writer, BoltVersion version, AuthToken auth)
    {
        var filtersSeverity = version.HasNotificationFilters && MinimumSeverity is not null;
        var filtersCategories = version.HasNotificationFilters && DisabledCategories is not null;
        writer.WriteMapHeader(
            1
                + (version.HasBoltAgent ? 1 : 0)
                + (RoutingContext is null ? 0 : 1)
                + (filtersSeverity ? 1 : 0)
                + (filtersCategories ? 1 : 0)
                + (version.HasUtc ? 0 : 1)
                + (version.HasLogon ? 0 : auth.Count)
        );
        writer.WriteUtf8("user_agent"u8);
        writer.WriteString(UserAgent);
        if (version.HasBoltAgent)
        {
            writer.WriteUtf8("bolt_agent"u8);
            WriteAgent(writer);
        }

        if (RoutingContext is not null)
        {
            writer.WriteUtf8("routing"u8);
            writer.WriteStrings(RoutingContext);
        }

        if (filtersSeverity)
        {
            writer.WriteUtf8("notifications_minimum_severity"u8);
            writer.WriteString(InUpperCase(MinimumSeverity!));
        }

        if (filtersCategories)
        {
            writer.WriteUtf8(
                version.HasClassifications
                    ? "notifications_disabled_classifications"u8
                    : "notifications_disabled_categories"u8
            );
            writer.WriteStrings([.. DisabledCategories!.Select(category => InUpperCase(category))]);
        }

        if (!version.HasUtc)
        {
            writer.WriteUtf8("patch_bolt"u8);
            writer.WriteStrings(["utc"]);
        }

        if (!version.HasLogon)
        {
            auth.WriteEntries(writer);
        }
    }

    private static string InUpperCase(Enum value) => value.ToString().ToUpperInvariant();

    private static void WriteAgent(PackStreamWriter writer)
    {
        writer.WriteMapHeader(3);
        writer.WriteUtf8("product"u8);
        writer.WriteUtf8("depgraph-bolt/1.0"u8);
        writer.WriteUtf8("platform"u8);
        writer.WriteString($"{RuntimeInformation.OSDescription}; {RuntimeInformation.ProcessArchitecture}");
        writer.WriteUtf8("language"u8);
        writer.WriteString(RuntimeInformation.FrameworkDescription);
    }
}
