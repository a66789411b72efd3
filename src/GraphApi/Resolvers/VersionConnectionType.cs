using DepGraph.GraphApi.Paging;
using DepGraph.GraphQL;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.SemVer;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The type PackageVersionConnection: pages of <c>Package.versions</c>.</summary>
internal static class VersionConnectionType
{
    public const string InvalidRangeCode = "INVALID_RANGE";

    public static Connection<VersionManifest> Empty { get; } = new([], 0, false, false, _ => "");

    public static void Bind(SchemaBinder binder) =>
        ConnectionType.Bind<VersionManifest>(binder, "PackageVersionConnection", "PackageVersionEdge");

    /// <summary>The page that the field's arguments ask for.</summary>
    /// <exception cref="GraphQLException">An argument is wrong; the message says which and how.</exception>
    public static Connection<VersionManifest> Page(PackageHead head, FieldContext context)
    {
        var (first, last) = (context.Argument<int?>("first"), context.Argument<int?>("last"));
        if (first is not null && last is not null)
        {
            throw InputError.BadInput("Only one of `first` and `last` can be given.");
        }

        var indexes = Select(head, context.Argument<string?>("range"));
        var start = context.Argument<string?>("after") is { } after ? PlaceAfter(head, indexes, after) : 0;
        var end = context.Argument<string?>("before") is { } before
            ? PlaceBefore(head, indexes, before)
            : indexes.Length;
        end = Math.Max(start, end);
        if (last is { } fromEnd)
        {
            start = Math.Max(start, end - PageSize.Check("last", fromEnd));
        }
        else
        {
            end = Math.Min(end, start + PageSize.Check("first", first ?? PageSize.Default));
        }

        var nodes = new VersionManifest[end - start];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = head[indexes[start + i]];
        }

        return new Connection<VersionManifest>(
            nodes,
            indexes.Length,
            HasNextPage: end < indexes.Length,
            HasPreviousPage: start > 0,
            place => Cursor.Encode(nodes[place].Version)
        );
    }

    private static int[] Select(PackageHead head, string? range)
    {
        var indexes = Enumerable.Range(0, head.Count);
        if (range is null)
        {
            return [.. indexes];
        }

        return SemRange.TryParse(range, SemVerOptions.Loose, out var parsed)
            ? [.. indexes.Where(index => head[index].SemVersion is { } version && parsed.IsSatisfiedBy(version))]
            : throw new GraphQLException($"'{range}' is no range of versions.", InvalidRangeCode);
    }

    private static int PlaceAfter(PackageHead head, int[] indexes, string cursor)
    {
        var found = Array.BinarySearch(indexes, IndexOf(head, cursor, out var isExact));
        return found < 0 ? ~found
            : isExact ? found + 1
            : found;
    }

    private static int PlaceBefore(PackageHead head, int[] indexes, string cursor)
    {
        var found = Array.BinarySearch(indexes, IndexOf(head, cursor, out _));
        return found < 0 ? ~found : found;
    }

    /// <summary>The place of the cursor's version, or, when it has been unpublished since, of the next one.</summary>
    private static int IndexOf(PackageHead head, string cursor, out bool isExact)
    {
        var text = Cursor.Decode(cursor);
        var index = text is null ? -1 : head.IndexOf(text);
        isExact = index >= 0;
        if (isExact)
        {
            return index;
        }

        if (!SemVersion.TryParse(text ?? "", loose: true, out var version))
        {
            throw InputError.InvalidCursor(cursor);
        }

        index = 0;
        while (index < head.Count && (head[index].SemVersion is not { } other || other.CompareTo(version) < 0))
        {
            index++;
        }

        return index;
    }
}
