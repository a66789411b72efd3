using System.Globalization;
using DepGraph.GraphApi.Paging;
using DepGraph.Npm.SemVer;
using DepGraph.Storage.Querying;

namespace DepGraph.GraphApi.Querying;

/// <summary>Coerced input values as values of the filter algebra.</summary>
internal static class InputValues
{
    /// <param name="given">What the schema's type was coerced to.</param>
    /// <param name="type">What it is to be.</param>
    /// <param name="path">Where it stands.</param>
    /// <exception cref="GraphQL.GraphQLException">It is to be a version and is none.</exception>
    public static FieldValue Read(object? given, FieldType type, string path) =>
        given switch
        {
            null => FieldValue.Null,
            string text when type == FieldType.Version => SemVersion.TryParse(text, loose: true, out var version)
                ? FieldValue.Of(version)
                : throw InputError.BadInput($"`{path}` is '{text}', which is no version; give one such as 1.2.3."),
            string text => FieldValue.Of(text),
            bool truth => FieldValue.Of(truth),
            DateTimeOffset time => FieldValue.Of(time),
            _ => FieldValue.Of(Convert.ToInt64(given, CultureInfo.InvariantCulture)),
        };
}
