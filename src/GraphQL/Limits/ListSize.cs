using System.Globalization;
using DepGraph.GraphQL.Execution.Coercion;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Limits;

/// <summary>
/// How many items a field is taken to give: the largest of its slicing arguments (a number, or a list's length), else the size
/// that <c>@listSize(assumedSize:)</c> says.
/// </summary>
internal sealed class ListSize
{
    private readonly double _assumed;
    private readonly IReadOnlyList<Slice> _slices;

    private ListSize(double assumed, IReadOnlyList<Slice> slices)
    {
        _assumed = assumed;
        _slices = slices;
    }

    /// <summary>Whether it depends on the request's variables.</summary>
    public bool IsVariable => _slices.Any(s => s.Given is VariableNode);

    /// <summary>Null for a field that gives one value.</summary>
    public static ListSize? Of(FieldDefinition definition, FieldNode node, int assumedListSize)
    {
        var directive = definition.Directives.FirstOrDefault(d => d.Name == "listSize");
        if (directive is null)
        {
            return definition.Type.Nullable is ListType ? new ListSize(assumedListSize, []) : null;
        }

        var assumed = directive.Arguments.GetValueOrDefault("assumedSize") is int size ? size : assumedListSize;
        var slices = new List<Slice>();
        foreach (var name in directive.Arguments.GetValueOrDefault("slicingArguments") as IEnumerable<object?> ?? [])
        {
            var given = node.Arguments.FirstOrDefault(a => a.Name.Value == name as string)?.Value;
            var fallback = definition.FindArgument((string)name!)?.DefaultValue;
            if ((given ?? fallback) is { } slice)
            {
                slices.Add(new Slice(slice, fallback));
            }
        }

        return new ListSize(assumed, slices);
    }

    public double Evaluate(VariableValues variables)
    {
        var largest = -1.0;
        foreach (var slice in _slices)
        {
            largest = Math.Max(largest, Evaluate(slice.In(variables), variables));
        }

        return largest < 0 ? _assumed : largest;
    }

    /// <summary>Negative for what says nothing.</summary>
    private static double Evaluate(ValueNode? slice, VariableValues variables) =>
        slice switch
        {
            IntValueNode number => double.Parse(number.Text, CultureInfo.InvariantCulture),
            ListValueNode list => list.Values.Count,
            StringValueNode => 1,
            VariableNode variable => variables.Get(variable.Name.Value) switch
            {
                int number => number,
                long number => number,
                object?[] list => list.Length,
                _ => -1,
            },
            _ => -1,
        };

    /// <summary>A slicing argument as the operation gives it, and the default that stands in for a variable without a value.</summary>
    private readonly record struct Slice(ValueNode Given, ValueNode? Default)
    {
        public ValueNode? In(VariableValues variables) =>
            Given is VariableNode variable && !variables.IsGiven(variable.Name.Value) ? Default : Given;
    }
}
