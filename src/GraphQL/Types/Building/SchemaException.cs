using System.Globalization;
using System.Text;
using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types.Building;

/// <summary>A fault of a type system; the location is null where no single place is at fault.</summary>
public sealed record SchemaError(string Message, SourceLocation? Location)
{
    public override string ToString() =>
        Location is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"{Message} (line {at.Line}, column {at.Column})")
            : Message;
}

/// <summary>SDL that makes no valid schema; holds everything that is wrong with it.</summary>
public sealed class SchemaException(IReadOnlyList<SchemaError> errors) : Exception(Describe(errors))
{
    /// <summary>At least one, in the order of the SDL.</summary>
    public IReadOnlyList<SchemaError> Errors { get; } = errors;

    private static string Describe(IReadOnlyList<SchemaError> errors)
    {
        var text = new StringBuilder("The schema is not valid:");
        foreach (var error in errors)
        {
            text.Append("\n- ").Append(error);
        }

        return text.ToString();
    }
}
