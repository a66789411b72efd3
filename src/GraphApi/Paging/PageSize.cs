using System.Globalization;

namespace DepGraph.GraphApi.Paging;

/// <summary>How many elements a page may have.</summary>
internal static class PageSize
{
    public const int Default = 100;
    public const int Maximum = 1_000;

    /// <summary>The size as asked for.</summary>
    /// <exception cref="GraphQL.GraphQLException">It is below 0 or above <see cref="Maximum"/>.</exception>
    public static int Check(string argument, int size) =>
        size is >= 0 and <= Maximum
            ? size
            : throw InputError.BadInput(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`{argument}` is {size}; it must be between 0 and {Maximum}. Page with `after` to get more."
                )
            );
}
