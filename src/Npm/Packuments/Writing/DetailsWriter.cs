using System.Globalization;
using System.Text.Json;

namespace DepGraph.Npm.Packuments.Writing;

/// <summary>Writes what a full document says of a package as a whole.</summary>
internal static class DetailsWriter
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static void Write(Utf8JsonWriter writer, PackageHead head, PackageDetails details)
    {
        writer.WriteStartObject("time"u8);
        Time(writer, "created", details.CreatedAt);
        Time(writer, "modified", details.ModifiedAt);
        for (var i = 0; i < head.Count; i++)
            Time(writer, head[i].Version, details.Find(head[i].Version)?.PublishedAt);
        writer.WriteEndObject();
        Text(writer, "description", details.Description);
        Text(writer, "homepage", details.Homepage);
        Text(writer, "license", details.License);
        WriteRepository(writer, details);
        if (details.Keywords.Count > 0)
        {
            writer.WriteStartArray("keywords"u8);
            foreach (var keyword in details.Keywords)
                writer.WriteStringValue(keyword);
            writer.WriteEndArray();
        }
        if (details.Maintainers.Count == 0)
            return;
        writer.WriteStartArray("maintainers"u8);
        foreach (var maintainer in details.Maintainers)
        {
            writer.WriteStartObject();
            Text(writer, "name", maintainer.Name);
            Text(writer, "email", maintainer.Email);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    public static void WriteRepository(Utf8JsonWriter writer, PackageDetails details)
    {
        if (details.RepositoryUrl is null && details.RepositoryDirectory is null)
            return;
        writer.WriteStartObject("repository"u8);
        Text(writer, "url", details.RepositoryUrl);
        Text(writer, "directory", details.RepositoryDirectory);
        writer.WriteEndObject();
    }

    /// <summary>A time as registries write it.</summary>
    public static string TextOf(DateTimeOffset time) =>
        time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static void Time(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } known)
            writer.WriteString(name, TextOf(known));
    }

    private static void Text(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
            writer.WriteString(name, text);
    }
}
