using System.Security.Cryptography;
using System.Text;
using DepGraph.GraphApi.Paging;
using DepGraph.Ingestion.Installing;
using DepGraph.Npm.Placement;
using DepGraph.Npm.Selectors;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The argument <c>select</c>: which places of an installation a list has.</summary>
internal sealed class InstallationSelection
{
    private const char Separator = '-';
    private const int MarkBytes = 8;

    private readonly Selector? selector;

    /// <summary>Tells cursors of different selections apart; empty: all places.</summary>
    private readonly string mark;

    private InstallationSelection(Selector? selector, string mark) => (this.selector, this.mark) = (selector, mark);

    /// <param name="select">An npm selector; null: all places.</param>
    /// <exception cref="GraphQL.GraphQLException">It cannot be read.</exception>
    public static InstallationSelection Read(string? select)
    {
        if (select is null)
        {
            return new(null, "");
        }

        try
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(select));
            return new(Selector.Parse(select), Separator + Convert.ToHexStringLower(hash.AsSpan(0, MarkBytes)));
        }
        catch (SelectorException e)
        {
            throw BadSelect(e);
        }
    }

    /// <exception cref="GraphQL.GraphQLException">The selection takes too much work, or cannot be made.</exception>
    public IReadOnlyList<InstalledPackage> Of(InstallationAnswer answer)
    {
        try
        {
            return selector is null ? answer.Value.Packages : selector.Select(answer.Value);
        }
        catch (SelectorException e)
        {
            throw BadSelect(e);
        }
    }

    /// <summary>The revision that cursors of this selection carry.</summary>
    public string Mark(string revision) => revision + mark;

    /// <summary>The installation's revision out of that of a cursor.</summary>
    /// <exception cref="GraphQL.GraphQLException">The cursor belongs to another selection.</exception>
    public string Unmark(string revision, string cursor)
    {
        var end = revision.IndexOf(Separator, StringComparison.Ordinal);
        end = end < 0 ? revision.Length : end;
        return revision[end..] == mark ? revision[..end] : throw InputError.InvalidCursor(cursor);
    }

    private static GraphQL.GraphQLException BadSelect(SelectorException e) =>
        InputError.BadInput($"`select`: {e.Message}");
}
