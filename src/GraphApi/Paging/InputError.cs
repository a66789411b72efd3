using DepGraph.GraphQL;

namespace DepGraph.GraphApi.Paging;

/// <summary>What a client got wrong, where a type cannot say it.</summary>
internal static class InputError
{
    public const string BadInputCode = "BAD_USER_INPUT";
    public const string CursorExpiredCode = "CURSOR_EXPIRED";

    public static GraphQLException BadInput(string message) => new(message, BadInputCode);

    public static GraphQLException InvalidCursor(string cursor) =>
        BadInput($"'{cursor}' is no cursor of this list; pass one that an earlier page gave.");

    public static GraphQLException CursorExpired(string cursor) =>
        new(
            $"The list that cursor '{cursor}' belongs to is not kept any more, for it has changed since; start from its first page again.",
            CursorExpiredCode
        );
}
